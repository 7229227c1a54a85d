"""Captions written for other programs: new files only, where the person asked for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.caption_records import SidecarKind
from engine.errors import BadData, DiskFull, FolderMissing
from engine.jobs import Cancelled, CancelToken
from engine.library.sidecar_export import SidecarExporter
from engine.media.xmp_text import described_in
from engine.store import Store
from engine.store.captions_table import CaptionRecord
from tests.helpers.library_rows import add_media, make_space
from tests.helpers.permissions import permissions_apply

AT = datetime(2026, 1, 1)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "Photos"
    (folder / "2024").mkdir(parents=True)
    return folder


@pytest.fixture
def store(tmp_path: Path, photos: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as store:
        space = make_space(store)
        with store.write() as tx:
            store.folders.add(tx, photos)
        for name in ("a.jpg", "2024/a.jpg", "2024/a.mp4", "away.jpg"):
            if name != "away.jpg":
                (photos / name).write_bytes(b"original")
            add_media(store, space, photos / name, content=name)
        with store.write() as tx:
            for name, text in (
                ("a.jpg", "Rex & Mia"),
                ("a.jpg", "at the lake"),
                ("2024/a.jpg", "=1"),
                ("2024/a.mp4", "jump"),
                ("away.jpg", "x"),
                ("nowhere", "y"),
            ):
                store.captions.add(tx, [CaptionRecord(name, None, text, AT)])
        yield store


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_export_into_a_folder_keeps_the_order_of_folders(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    report = SidecarExporter(store).export_sidecars(SidecarKind.TEXT, target)
    assert files(target) == {
        "Photos/a.txt": "Rex & Mia\nat the lake\n",
        "Photos/2024/a.txt": "=1\n",
        "Photos/2024/a.mp4.txt": "jump\n",
    }
    assert (report.written, report.kept, report.failures) == (3, 0, 1)
    assert report.failed == (("away.jpg", "Its drive is away."),)
    again = SidecarExporter(store).export_sidecars(SidecarKind.TEXT, target)
    assert (again.written, again.kept) == (0, 3)


def test_export_beside_makes_new_files_and_never_touches_what_is_there(store: Store, photos: Path) -> None:
    (photos / "a.jpg.xmp").write_text("somebody else's", encoding="utf-8")
    report = SidecarExporter(store).export_sidecars(SidecarKind.XMP, None)
    found = files(photos)
    assert found["a.jpg.xmp"] == "somebody else's"
    assert described_in(found["2024/a.mp4.xmp"].encode()) == ("jump",)
    assert {found[name] for name in ("a.jpg", "2024/a.jpg", "2024/a.mp4")} == {"original"}
    assert (report.folder, report.written, report.kept) == (None, 2, 1)


def test_export_into_the_library_or_nowhere_is_refused(store: Store, photos: Path, tmp_path: Path) -> None:
    exporter = SidecarExporter(store)
    with pytest.raises(BadData, match="belongs to the library"):
        exporter.export_sidecars(SidecarKind.TEXT, photos / "2024")
    with pytest.raises(FolderMissing):
        exporter.export_sidecars(SidecarKind.TEXT, tmp_path / "none")
    assert set(files(photos).values()) == {"original"}


def test_export_can_be_stopped(store: Store, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        SidecarExporter(store).export_sidecars(SidecarKind.TEXT, tmp_path, cancel=token)


def test_export_that_cannot_be_written_says_so(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir(mode=0o500)
    with permissions_apply(), pytest.raises(DiskFull, match="cannot be written"):
        SidecarExporter(store).export_sidecars(SidecarKind.TEXT, target)
