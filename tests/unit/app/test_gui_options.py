from __future__ import annotations

from pathlib import Path

import pytest

from app.gui_options import GuiOptions, parse_gui_options
from engine.user_settings import default_library_dir


def test_options_none_give_the_default_library() -> None:
    assert parse_gui_options([]) == GuiOptions(default_library_dir())


def test_options_all_are_taken(tmp_path: Path) -> None:
    args = ["--query", "a dog", "--screenshot", "x.png", "--library", str(tmp_path), "--model", "m", "--theme", "dark"]
    assert parse_gui_options(args) == GuiOptions(tmp_path, "m", "a dog", Path("x.png"), "dark")


@pytest.mark.parametrize("args", [["--theme", "pink"], ["--quer", "a"], ["stray"]])
def test_options_wrong_usage_exits_with_two(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        parse_gui_options(args)
    assert leaving.value.code == 2
    assert "usage: evoke gui" in capsys.readouterr().err
