"""A path is named as its folders list it, where they open it under other names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.media.spelling import as_listed, other_forms
from tests.helpers.folded_disk import FoldingFileSystem

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names are folded over a file system that tells them apart")
NFC, NFD = "Été", "E\u0301te\u0301"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    photo = tmp_path / NFC / "Straße" / "IMG_1.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_text("x")
    return photo


@pytest.mark.parametrize(
    "spelling", [f"{NFC}/Straße/img_1.JPG", f"{NFD}/STRAße/IMG_1.jpg", f"{NFD.lower()}/straße/img_1.jpg"]
)
def test_as_listed_on_a_disk_that_folds_names_is_the_name_in_the_listing(
    spelling: str, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert as_listed(tmp_path / spelling) == tmp_path / spelling  # another file, on this disk
    FoldingFileSystem(tmp_path, monkeypatch)
    assert as_listed(tmp_path / spelling) == as_listed(photo) == photo
    assert as_listed(tmp_path / spelling, below=tmp_path) == photo


def test_as_listed_keeps_what_is_not_there_and_what_differs_by_case_alone(photo: Path, tmp_path: Path) -> None:
    other = photo.with_name("img_1.JPG")
    other.write_text("y")
    for path in (photo, other, photo.with_name("gone.jpg"), photo / "below a file", Path("/"), tmp_path / "\0"):
        assert as_listed(path) == path


def test_other_forms_of_a_name_are_those_of_unicode() -> None:
    assert other_forms(NFC) == {NFD}
    assert other_forms(NFD) == {NFC}
    assert other_forms("plain.jpg") == other_forms("日本語.jpg") == set()
