from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import BadData
from engine.library import Library
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo

OpenLibrary = Callable[..., Library]


def test_retry_reads_files_again_that_have_not_changed(
    open_library: OpenLibrary, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = FakeEncoder()
    library = open_library(encoder=encoder)
    (photos / "sub" / "broken.jpg").write_bytes(b"no photo")
    (photos / "=cmd.jpg").write_bytes(b"no photo either")
    usable = FakeEncoder.encode_pictures
    monkeypatch.setattr(FakeEncoder, "encode_pictures", lambda self, pictures: usable(self, pictures) * 0)
    library.index([photos])
    assert len(library.problems()) == 5  # the model could make nothing of the good ones
    monkeypatch.setattr(FakeEncoder, "encode_pictures", usable)
    assert library.index().photos == 0  # they have not changed
    report = library.troubles.retry_problems([photos / "red.jpg"])
    assert (report.embedded, len(library.problems())) == (1, 4)
    report = library.troubles.retry_problems()
    assert (report.embedded, {problem.path.name for problem in library.problems()}) == (2, {"broken.jpg", "=cmd.jpg"})


def test_retry_of_a_file_that_is_gone_forgets_the_problem(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    (photos / "broken.jpg").write_bytes(b"no photo")
    library.index([photos])
    (photos / "broken.jpg").unlink()
    library.troubles.retry_problems()
    assert library.problems() == ()


def test_export_writes_what_a_spreadsheet_takes_for_text(open_library: OpenLibrary, tmp_path: Path) -> None:
    library = open_library()
    draw_photo(tmp_path / "photos" / "red.jpg", "red")
    (tmp_path / "photos" / "broken, too.jpg").write_bytes(b"no photo")
    library.index([tmp_path / "photos"])
    assert library.troubles.export_problems(tmp_path / "list.csv") == 1
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["path"], row["kind"]) == (str(tmp_path / "photos" / "broken, too.jpg"), "unreadable")
    with pytest.raises(BadData):
        library.troubles.export_problems(tmp_path / "photos" / "red.jpg")
