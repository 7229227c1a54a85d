import os
import tarfile
from pathlib import Path

import pytest

from engine.errors import BadData, EngineError, FolderMissing, MediaUnreadable
from engine.training.data.picture_stores import FolderStore, PictureFinder, TarStore, open_stores
from tests.helpers.drawn_files import write_tar


def test_folder_lists_what_lies_below_it_and_reads_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.jpg").write_bytes(b"A")
    (tmp_path / "b.jpg").write_bytes(b"B")
    store = FolderStore(tmp_path)
    assert store.names == ("b.jpg", "deep/er/a.jpg")
    assert store.read("deep/er/a.jpg") == b"A"


def test_folder_passes_over_what_would_block_when_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert FolderStore(tmp_path).names == ()


def test_folder_file_that_vanished_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"A")
    store = FolderStore(tmp_path)
    (tmp_path / "a.jpg").unlink()
    with pytest.raises(MediaUnreadable, match=r"a\.jpg"):
        store.read("a.jpg")


def test_tar_reads_members_in_any_order(tmp_path: Path) -> None:
    store = TarStore(write_tar(tmp_path / "s.tar", {"./a.jpg": b"first", "x/b.jpg": b"second", "c.jpg": b""}))
    assert store.names == ("a.jpg", "x/b.jpg", "c.jpg")
    assert [store.read(name) for name in ("x/b.jpg", "a.jpg", "c.jpg")] == [b"second", b"first", b""]


def test_tar_links_and_folders_are_no_pictures(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "s.tar", "w") as archive:
        link = tarfile.TarInfo("link.jpg")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    assert TarStore(tmp_path / "s.tar").names == ()


def test_tar_cut_off_keeps_what_is_whole_and_names_the_archive(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "s.tar", {"a.jpg": b"A" * 600, "b.jpg": b"B" * 600})
    path.write_bytes(path.read_bytes()[: 3 * 512 + 700])  # in the middle of b.jpg
    store = TarStore(path)
    assert store.read("a.jpg") == b"A" * 600
    with pytest.raises(MediaUnreadable, match="cut off"):
        store.read("b.jpg")
    (problem,) = store.problems
    assert problem.why.startswith("s.tar is cut off after b.jpg")


def test_tar_that_is_none_or_compressed_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(b"nonsense" * 200)
    with pytest.raises(BadData, match="not a readable tar"):
        TarStore(tmp_path / "a.tar")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.tar", "a.jpg")
    with pytest.raises(BadData) as caught:
        TarStore(tmp_path / "b.tar.gz")
    assert "unpack" in caught.value.hint


def test_open_stores_takes_lists_patterns_and_ranges(tmp_path: Path) -> None:
    for number in range(12):
        write_tar(tmp_path / f"train-{number:02d}.tar", {f"{number}.jpg": b""})
    (tmp_path / "more").mkdir()

    def opened(pattern: str) -> list[str]:
        text = ",".join(str(tmp_path / part) for part in pattern.split(","))
        return [store.path.name for store in open_stores(text)]

    assert opened("train-0?.tar") == [f"train-0{number}.tar" for number in range(10)]
    assert opened("train-{09..11}.tar,more") == ["train-09.tar", "train-10.tar", "train-11.tar", "more"]
    assert opened("train-00.tar,train-00.tar") == ["train-00.tar"]


@pytest.mark.parametrize("pattern", ["", " , ", "nowhere", "none-*.tar", "train-{0..1}.tar"])
def test_open_stores_of_what_is_not_there_is_missing(tmp_path: Path, pattern: str) -> None:
    write_tar(tmp_path / "train-0.tar", {})
    with pytest.raises(FolderMissing):
        open_stores(str(tmp_path / pattern) if pattern.strip(" ,") else pattern)


def test_open_stores_of_a_file_that_is_no_archive_is_an_engine_error(tmp_path: Path) -> None:
    (tmp_path / "captions.csv").write_text("image,caption\n")
    with pytest.raises(EngineError):
        open_stores(str(tmp_path / "captions.csv"))


def test_finder_takes_the_exact_path_then_the_only_file_of_that_name(tmp_path: Path) -> None:
    first = TarStore(write_tar(tmp_path / "1.tar", {"x/a.jpg": b"1", "x/b.jpg": b"", "c.jpg": b"c1"}))
    second = TarStore(write_tar(tmp_path / "2.tar", {"y/b.jpg": b"", "c.jpg": b"c2"}))
    finder = PictureFinder([first, second])
    assert finder.find("x/a.jpg") == finder.find("a.jpg") == finder.find("./x\\a.jpg") == (first, "x/a.jpg")
    assert finder.find("b.jpg") is None  # two files are called so
    assert finder.find("c.jpg") == (first, "c.jpg")


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/passwd", "x/../../secret.jpg", "..\\secret.jpg", "", "."])
def test_finder_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "pictures" / "x").mkdir(parents=True)
    assert PictureFinder([FolderStore(tmp_path / "pictures")]).find(name) is None
