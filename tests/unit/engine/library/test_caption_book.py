"""A person's captions over files that move, change and go away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import BadData, FolderMissing
from engine.library.caption_book import CaptionBook
from engine.library.caption_text import MAX_CAPTION_CHARS
from engine.records import MediaKind
from engine.store import Store
from tests.helpers.library_rows import add_media, make_space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def book(store: Store, tmp_path: Path) -> CaptionBook:
    """A book over two photos and a clip of ten seconds."""
    space = make_space(store)
    for name, kind in (("a.jpg", MediaKind.PHOTO), ("b.jpg", MediaKind.PHOTO), ("c.mp4", MediaKind.VIDEO)):
        _file(tmp_path / name, name.encode() * 20)
        add_media(store, space, tmp_path / name, content=name, kind=kind, mtime_ns=1000)
    return CaptionBook(store)


def _file(path: Path, content: bytes) -> None:
    path.write_bytes(content.ljust(100)[:100])
    os.utime(path, ns=(1000, 1000))


def _texts(book: CaptionBook) -> list[tuple[str | None, str, float | None]]:
    return [(item.path.name if item.path else None, item.text, item.time_s) for item in book.all()]


def test_add_to_a_photo_and_a_moment_of_a_clip(book: CaptionBook, tmp_path: Path) -> None:
    counts = book.add(tmp_path / "a.jpg", "  my   dog\nRex ")
    assert (counts.added, counts.known, counts.captions, counts.pictures) == (1, 0, 1, 1)
    assert book.add(tmp_path / "a.jpg", "my dog Rex").known == 1
    book.add(tmp_path / "c.mp4", "Rex jumps", 2.5)
    assert _texts(book) == [("a.jpg", "my dog Rex", None), ("c.mp4", "Rex jumps", 2.5)]


@pytest.mark.parametrize(
    ("name", "text", "at_s", "sentence"),
    [
        ("a.jpg", " \n ", None, "is empty"),
        ("a.jpg", "x" * (MAX_CAPTION_CHARS + 1), None, "characters; 1000 are allowed"),
        ("a.jpg", "a \x07 bell", None, "control characters"),
        ("a.jpg", "half \udc80 a letter", None, "control characters"),
        ("a.jpg", "a dog", 1.0, "is a photo"),
        ("c.mp4", "a dog", 10.5, "lasts 10.0 s"),
        ("c.mp4", "a dog", float("nan"), "lasts 10.0 s"),
        ("c.mp4", "a dog", -1.0, "lasts 10.0 s"),
    ],
)
def test_add_of_something_that_is_no_caption_says_so(
    book: CaptionBook, tmp_path: Path, name: str, text: str, at_s: float | None, sentence: str
) -> None:
    with pytest.raises(BadData, match=sentence):
        book.add(tmp_path / name, text, at_s)
    assert book.all() == ()


def test_add_to_a_file_the_library_does_not_know_says_what_to_do(book: CaptionBook, tmp_path: Path) -> None:
    (tmp_path / "new.jpg").write_bytes(b"x")
    with pytest.raises(FolderMissing, match="not in the library"):
        book.add(tmp_path / "new.jpg", "a dog")
    with pytest.raises(FolderMissing, match="no file"):
        book.add(tmp_path / ("x" * 5000 + ".jpg"), "a dog")


def test_add_to_a_file_that_changed_since_says_so(book: CaptionBook, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"another picture")
    with pytest.raises(FolderMissing, match="has changed"):
        book.add(tmp_path / "a.jpg", "a dog")


def test_captions_follow_a_content_that_goes_and_comes_back(book: CaptionBook, store: Store, tmp_path: Path) -> None:
    book.add(tmp_path / "a.jpg", "my dog")
    with store.write() as tx:
        store.files.remove(tx, [tmp_path / "a.jpg"])
        store.media.mark_orphans(tx, 1)
        store.media.purge_orphans(tx, 2)
    assert _texts(book) == [(None, "my dog", None)]
    assert book.counts().without_file == 1
    space = store.spaces.find("space-1")
    assert space is not None
    add_media(store, space, tmp_path / "moved.jpg", content="a.jpg")
    assert _texts(book) == [("moved.jpg", "my dog", None)]


def test_import_takes_paths_from_the_tables_own_folder(book: CaptionBook, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"path,caption,at_s\na.jpg,a dog,\n{tmp_path}/b.jpg,a cat,\nc.mp4,a jump,1\n")
    counts = book.import_table(table)
    assert (counts.added, counts.known, counts.captions, counts.pictures) == (3, 0, 3, 3)
    assert book.import_table(table).known == 3


def test_import_with_bad_rows_imports_nothing_and_names_them(book: CaptionBook, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = ["a.jpg,a dog", "gone.jpg,a cat", *(f"b.jpg,{'x' * (1001 + n)}" for n in range(6)), "c.mp4,fine"]
    table.write_text("path,caption\n" + "\n".join(rows) + "\n")
    with pytest.raises(BadData, match="7 rows") as failure:
        book.import_table(table)
    assert "Row 3: There is no file" in failure.value.hint
    assert "Row 4: The caption has 1001 characters" in failure.value.hint
    assert failure.value.hint.endswith("And 2 more.")
    assert book.all() == ()


def test_export_then_import_elsewhere_gives_the_same(book: CaptionBook, store: Store, tmp_path: Path) -> None:
    book.add(tmp_path / "a.jpg", "=SUM(1, 2)")
    book.add(tmp_path / "c.mp4", "Rex jumps", 0.1 + 0.2)
    before = _texts(book)
    book.export_table(tmp_path / "out.csv")
    assert book.remove(tmp_path / "a.jpg").removed == 1
    assert book.remove(tmp_path / "c.mp4", time_s=0.1 + 0.2).removed == 1
    assert book.all() == ()
    book.import_table(tmp_path / "out.csv")
    assert _texts(book) == before


def test_remove_of_an_unknown_file_says_so(book: CaptionBook, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        book.remove(tmp_path / "nowhere.jpg")
