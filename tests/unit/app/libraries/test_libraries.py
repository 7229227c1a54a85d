from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.libraries.libraries_dialog import LibrariesDialog
from app.libraries.recent_libraries import KEPT, NoLibrary, RecentLibraries, check_place, library_name


@pytest.fixture
def recent(tmp_path: Path) -> RecentLibraries:
    return RecentLibraries(tmp_path / "config" / "libraries.json")


def library(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "evoke.db").write_bytes(b"")
    return path


def test_recent_libraries_newest_first_each_once_and_not_too_many(recent: RecentLibraries) -> None:
    for number in range(KEPT + 3):
        recent.note(Path(f"/l{number}"))
    recent.note(Path("/l5"))
    listed = recent.list_all()
    assert listed[:2] == (Path("/l5"), Path(f"/l{KEPT + 2}"))
    assert len(listed) == len(set(listed)) == KEPT
    recent.forget(Path("/l5"))
    assert Path("/l5") not in recent.list_all()


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"libraries": 3}', b'{"libraries": [1, "relative"]}', b"\xff"])
def test_recent_libraries_damaged_file_is_none_and_is_replaced(
    tmp_path: Path, recent: RecentLibraries, content: bytes
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "libraries.json").write_bytes(content)
    assert recent.list_all() == ()
    recent.note(Path("/a"))
    assert recent.list_all() == (Path("/a"),)


def test_recent_libraries_where_nothing_can_be_written_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    recent = RecentLibraries(tmp_path / "blocked" / "libraries.json")
    recent.note(Path("/a"))
    assert recent.list_all() == ()


def test_two_windows_write_one_list(tmp_path: Path) -> None:
    one, other = RecentLibraries(tmp_path / "l.json"), RecentLibraries(tmp_path / "l.json")
    one.note(Path("/a"))
    other.note(Path("/b"))
    assert one.list_all() == (Path("/b"), Path("/a"))


def test_check_place_takes_a_library_and_an_empty_folder_only(tmp_path: Path) -> None:
    check_place(library(tmp_path / "one"))
    (tmp_path / "empty").mkdir()
    check_place(tmp_path / "empty")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"")
    with pytest.raises(NoLibrary, match="other things"):
        check_place(tmp_path / "photos")
    with pytest.raises(NoLibrary, match="not there"):
        check_place(tmp_path / "gone")


def test_library_name_of_the_default_is_a_word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EVOKE_LIBRARY", str(tmp_path))
    assert library_name(tmp_path) == "My library"
    assert library_name(tmp_path / "Work") == "Work"


def test_dialog_goes_to_another_library_and_marks_the_open_one(
    qtbot: QtBot, tmp_path: Path, recent: RecentLibraries, app_style: Appearance
) -> None:
    here, there = library(tmp_path / "here"), library(tmp_path / "there")
    recent.note(there)
    recent.note(here)
    dialog = LibrariesDialog(recent, here, app_style)
    qtbot.addWidget(dialog)
    assert dialog.chosen == here
    assert not dialog.switch_button.isEnabled()
    dialog.list.setCurrentRow(1)
    with qtbot.waitSignal(dialog.switch_wanted) as told:
        dialog.switch_button.click()
    assert told.args == [there]


def test_dialog_library_that_is_away_is_told_and_can_be_taken_off(
    qtbot: QtBot, tmp_path: Path, recent: RecentLibraries, app_style: Appearance
) -> None:
    here = library(tmp_path / "here")
    recent.note(tmp_path / "unplugged")
    dialog = LibrariesDialog(recent, here, app_style)
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(1)
    assert "not there now" in dialog.list.item(1).text()
    told: list[object] = []
    dialog.window_wanted.connect(told.append)
    dialog.window_button.click()
    assert "not there" in dialog.banner.text
    assert told == []
    dialog.forget_button.click()
    assert dialog.list.count() == 1


def test_dialog_folder_of_photos_is_refused_and_an_empty_one_is_taken(
    qtbot: QtBot, tmp_path: Path, recent: RecentLibraries, app_style: Appearance
) -> None:
    dialog = LibrariesDialog(recent, library(tmp_path / "here"), app_style)
    qtbot.addWidget(dialog)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"")
    dialog.take(tmp_path / "photos")
    assert "other things" in dialog.banner.text
    (tmp_path / "new").mkdir()
    dialog.take(tmp_path / "new")
    assert dialog.chosen == tmp_path / "new"
    assert dialog.banner.isHidden()
    with qtbot.waitSignal(dialog.window_wanted) as told:
        dialog.window_button.click()
    assert told.args == [tmp_path / "new"]
