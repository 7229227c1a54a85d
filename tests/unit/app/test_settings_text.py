from __future__ import annotations

import pytest

from app.settings_text import with_setting


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("", "5", "\n[search]\nlimit = 5\n"),
        ("a = 1", "5", "a = 1\n\n[search]\nlimit = 5\n"),
        ("a = 1\r\n", "5", "a = 1\r\n\r\n[search]\r\nlimit = 5\r\n"),
        ("[search] # mine\nother = 2\n", "5", "[search] # mine\nlimit = 5\nother = 2\n"),
        ("[search]\nlimit=4#few\n[z]\n", "5", "[search]\nlimit=5#few\n[z]\n"),
        ("[search]\nlimit = 'a # b'\n", "5", "[search]\nlimit = 5\n"),
        ("\ufeff[search]\nlimit = 4\n", "5", "\ufeff[search]\nlimit = 5\n"),
        ("[z]\nlimit = 1\n[search]\nlimit = 4\n", "5", "[z]\nlimit = 1\n[search]\nlimit = 5\n"),
        ("[search]\nlimit = 4\nother = 2\n", None, "[search]\nother = 2\n"),
        ("[search]\nother = 2\n", None, "[search]\nother = 2\n"),
        ("a = 1\n", None, "a = 1\n"),
    ],
)
def test_with_setting_changes_one_line(text: str, value: str | None, expected: str) -> None:
    assert with_setting(text, "search", "limit", value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "search.limit = 4\n",
        "search = {limit = 4}\n",
        "search = 4\n",
        "['search']\nlimit = 4\n",
        "[search]\n'limit' = 4\n",
        '[search]\nlimit = """\nlong"""\n',
        'text = """\n[search]\nlimit = 4\n"""\n',
        "not toml",
    ],
)
def test_with_setting_said_in_another_way_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        with_setting(text, "search", "limit", "5")


def test_with_setting_another_way_is_not_taken_out_either() -> None:
    with pytest.raises(ValueError, match="line by line"):
        with_setting("search.limit = 4\n", "search", "limit", None)
