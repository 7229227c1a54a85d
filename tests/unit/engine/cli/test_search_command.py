"""`evoke search`: what is asked of the library, and both ways of printing."""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import typer

from engine.cli.command_line import main
from engine.cli.search_command import parse_day
from engine.records import MediaKind, SearchRequest
from tests.helpers.fake_library import FakeLibrary, photo_hit


def test_search_every_filter_reaches_the_library(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    filters = ["--limit", "5", "--type", "video", "--folder", "clips", "--like", "a.jpg"]
    days = ["--after", "2024", "--before", "2024-05-31"]
    arguments = [*filters, *days]
    assert main(["search", "a dog -cat", *arguments, "--library", "lib", "--model", "embedded"]) == 0
    assert library.requests == [
        SearchRequest(
            "a dog -cat",
            limit=5,
            kind=MediaKind.VIDEO,
            after=datetime(2024, 1, 1),
            before=datetime(2024, 5, 31),
            folder=Path("/clips"),
            like=Path("/a.jpg"),
        )
    ]
    options, writes = library.opened[0]
    assert (options.library_dir, options.model, writes) == (Path("/lib"), "embedded", False)


def test_search_limit_left_out_is_the_setting(library: FakeLibrary) -> None:
    main(["search", "a dog", "--set", "search.limit=17"])
    assert library.requests[0].limit == 17


def test_search_like_needs_no_words(library: FakeLibrary) -> None:
    assert main(["search", "--like", "/a.jpg"]) == 0
    assert library.requests[0].query == ""


def test_search_json_is_the_contract(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "a dog", "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert json.loads(printed.out) == {
        "query": "a dog",
        "hits": [
            {"path": "/photos/a.jpg", "kind": "photo", "score": 0.5, "media_id": 7, "moment": None},
            {
                "path": "/clips/b.mp4",
                "kind": "video",
                "score": 0.4,
                "media_id": 8,
                "moment": {"start_s": 61.0, "end_s": 64.5, "best_s": 62.25},
            },
        ],
        "confident": True,
        "took_ms": 12.346,
    }


def test_search_not_confident_says_so_and_still_lists(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.is_confident = False
    assert main(["search", "a dog"]) == 0
    printed = capsys.readouterr()
    assert "Nothing really matches" in printed.err
    assert printed.out.splitlines() == [
        "0.500\t/photos/a.jpg\tphoto\t2024-05-06",
        "0.400\t/clips/b.mp4\t1:01.0-1:04.5, best 1:02.2\t",
    ]


def test_search_no_hits_prints_nothing_on_stdout(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.hits = []
    assert main(["search", "a dog"]) == 0
    assert capsys.readouterr().out == ""


def test_search_any_file_name_is_printed_and_survives_json(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "/photos/[bold]\udcff\n\x1b[2Jüber.jpg"
    library.hits = [photo_hit(Path(name))]
    assert main(["search", "a dog"]) == 0
    assert capsys.readouterr().out == "0.500\t/photos/[bold]\\xff\\n\\x1b[2Jüber.jpg\tphoto\t2024-05-06\n"
    assert main(["search", "a dog", "--json"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    assert hit["path"] == name.replace("\udcff", "\ufffd")
    assert base64.b64decode(hit["path_bytes"]) == os.fsencode(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", datetime(2024, 1, 1)),
        (" 2024-05 ", datetime(2024, 5, 1)),
        ("2024-05-31", datetime(2024, 5, 31)),
        ("2024-05-31T06:07", datetime(2024, 5, 31, 6, 7)),
    ],
)
def test_parse_day_iso_forms_are_local_times(text: str, expected: datetime) -> None:
    assert parse_day(text) == expected


def test_parse_day_zone_is_converted_to_local() -> None:
    aware = datetime(2024, 5, 31, 12, tzinfo=timezone(timedelta(hours=5)))
    assert parse_day(aware.isoformat()) == aware.astimezone().replace(tzinfo=None)


@pytest.mark.parametrize("text", ["", "31.5.2024", "2024-02-30", "0000", "2024-5", "now"])
def test_parse_day_anything_else_is_wrong_usage(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="is not a date"):
        parse_day(text)


def test_search_of_a_library_embedded_in_part_says_what_is_lacking(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.lacking_now = 1
    assert main(["search", "a dog", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["hits"]
    assert printed.err == "1 photo or clip cannot be found until evoke index has run with this model.\n"
