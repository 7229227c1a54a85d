import dataclasses
from pathlib import Path

import numpy as np
import pytest

from engine.errors import BadData
from engine.jobs import Cancelled, CancelToken, Progress
from engine.training.data.lazy_pairs import LazyPairs
from engine.training.data.pair_sources import OpeningOptions, memory_bound_bytes, open_pairs
from engine.training.data.pairs import PairData
from tests.helpers.drawn_files import png, write_tar

CAPTIONS = "image,caption\na.png,a red square\nb.png,blue\na.png,something red\nc.png,green\n"
LAZY = OpeningOptions(memory_bytes=0, threads=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name, colour in (("a", "red"), ("b", "blue"), ("c", "lime"), ("uncaptioned", "white")):
        (folder / f"{name}.png").write_bytes(png(colour))
    (tmp_path / "captions.csv").write_text(CAPTIONS)
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "captions.csv"


def test_open_pairs_small_data_is_kept_in_memory(folder: Path, table: Path) -> None:
    source = open_pairs(str(folder), table, 6)
    assert isinstance(source, PairData)
    assert source.names == ("a.png", "b.png", "c.png")
    assert source.captions == (("a red square", "something red"), ("blue",), ("green",))
    assert source.pictures(np.array([2, 0]))[:, 3, 3].tolist() == [[0, 255, 0], [255, 0, 0]]
    assert source.skipped == ()


def test_open_pairs_beyond_the_memory_bound_decodes_on_demand_the_same(folder: Path, table: Path) -> None:
    kept, lazy = open_pairs(str(folder), table, 6), open_pairs(str(folder), table, 6, LAZY)
    assert isinstance(lazy, LazyPairs)
    assert (lazy.names, lazy.captions, len(lazy)) == (kept.names, kept.captions, 3)
    rows = np.array([2, 0, 0, 1])
    assert np.array_equal(lazy.pictures(rows), kept.pictures(rows))
    lazy.close()


def test_open_pairs_from_shards_equals_the_folder(folder: Path, table: Path, tmp_path: Path) -> None:
    write_tar(tmp_path / "s-0.tar", {"c.png": png("lime")})
    write_tar(tmp_path / "s-1.tar", {"x/a.png": png("red"), "x/b.png": png("blue")})
    shards = open_pairs(str(tmp_path / "s-{0..1}.tar"), table, 6)
    whole = open_pairs(str(folder), table, 6)
    rows = np.arange(3)
    assert (shards.names, shards.captions) == (whole.names, whole.captions)
    assert np.array_equal(shards.pictures(rows), whole.pictures(rows))


@pytest.mark.parametrize("options", [OpeningOptions(), LAZY])
def test_open_pairs_bad_pictures_are_skipped_and_named(folder: Path, table: Path, options: OpeningOptions) -> None:
    (folder / "b.png").write_bytes(png("blue")[:40])
    (folder / "c.png").unlink()
    with table.open("a") as file:
        file.write("../captions.csv,outside\nd.png,\n")
    source = open_pairs(str(folder), table, 6, options)
    assert source.names == ("a.png",)
    assert {skipped.name for skipped in source.skipped} == {"b.png", "c.png", "../captions.csv", "row 7"}
    assert all(skipped.why.endswith(".") for skipped in source.skipped)


def test_open_pairs_two_spellings_of_a_file_are_one_picture(folder: Path, table: Path) -> None:
    table.write_text("image,caption\na.png,one\n./a.png,two\na.png,one\n")
    source = open_pairs(str(folder), table, 6)
    assert (source.names, source.captions) == (("a.png",), (("one", "two"),))


@pytest.mark.parametrize("options", [OpeningOptions(), LAZY])
def test_open_pairs_nothing_usable_is_bad_data(folder: Path, table: Path, options: OpeningOptions) -> None:
    for path in folder.iterdir():
        path.write_bytes(b"no picture")
    with pytest.raises(BadData, match=r"No captioned picture can be used\. The first: a\.png"):
        open_pairs(str(folder), table, 6, options)


def test_open_pairs_limit_takes_pictures_spread_over_the_table(folder: Path, table: Path) -> None:
    assert open_pairs(str(folder), table, 6, OpeningOptions(limit=2)).names == ("a.png", "c.png")
    assert len(open_pairs(str(folder), table, 6, OpeningOptions(limit=9))) == 3


@pytest.mark.parametrize("options", [OpeningOptions(), LAZY])
def test_open_pairs_again_passes_over_the_same_pictures_even_if_they_are_sound_now(
    folder: Path, table: Path, options: OpeningOptions
) -> None:
    source = open_pairs(str(folder), table, 6, dataclasses.replace(options, known_bad=frozenset({"b.png"})))
    assert source.names == ("a.png", "c.png")
    assert [skipped.name for skipped in source.skipped] == ["b.png"]


def test_open_pairs_again_refuses_a_picture_that_went_bad_since(folder: Path, table: Path) -> None:
    (folder / "b.png").write_bytes(b"no picture")
    with pytest.raises(BadData, match=r"b\.png .* It was sound when the run began"):
        open_pairs(str(folder), table, 6, OpeningOptions(known_bad=frozenset()))


def test_open_pairs_reports_and_can_be_cancelled(folder: Path, table: Path) -> None:
    heard: list[Progress] = []
    cancel = CancelToken()
    open_pairs(str(folder), table, 6, OpeningOptions(report=heard.append, cancel=cancel))
    assert (heard[-1].done, heard[-1].total) == (3, 3)
    cancel.cancel()
    with pytest.raises(Cancelled):
        open_pairs(str(folder), table, 6, OpeningOptions(cancel=cancel))


def test_memory_bound_is_shared_by_processes() -> None:
    assert memory_bound_bytes() > 2**26
    assert memory_bound_bytes(4) == pytest.approx(memory_bound_bytes() / 4, abs=4)
