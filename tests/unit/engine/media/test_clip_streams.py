from __future__ import annotations

import errno
from pathlib import Path

import pytest

from engine.config import Config
from engine.errors import DiskFull, MediaUnreadable
from engine.media import clip_streams
from engine.media.clip_streams import cut_clip, cut_suffix, describe_streams
from engine.media.video import probe_clip, read_still
from tests.helpers.media import make_clip, number_frame, read_number


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4", [number_frame(number) for number in range(60)], fps=10)


def test_cut_begins_with_the_key_frame_before_and_ends_where_asked(clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "cut.mp4"
    cut_clip(clip, 2.0, 4.0, target)
    first = read_number(read_still(target, 0.0, 96, Config().decoding).pixels)
    length_s = probe_clip(target, Config().decoding).duration_s
    assert length_s is not None
    assert first <= 20
    assert first / 10 + length_s == pytest.approx(4.0, abs=0.35)
    later = read_number(read_still(target, length_s - 0.5, 96, Config().decoding).pixels)
    assert later == pytest.approx(first + (length_s - 0.5) * 10, abs=1.5)


def test_cut_of_the_whole_is_the_whole(clip: Path, tmp_path: Path) -> None:
    cut_clip(clip, 0.0, 100.0, tmp_path / "cut.mkv")
    length_s = probe_clip(tmp_path / "cut.mkv", Config().decoding).duration_s
    assert length_s == pytest.approx(6.0, abs=0.35)


def test_cut_behind_the_end_and_of_no_clip_says_why(clip: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no clip")
    with pytest.raises(MediaUnreadable):
        cut_clip(text, 0.0, 1.0, tmp_path / "cut.mp4")


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.MP4", ".mp4"), ("a.mov", ".mov"), ("a.avi", ".mkv"), ("a.ts", ".mkv")]
)
def test_cut_keeps_the_container_where_that_takes_every_codec(name: str, suffix: str) -> None:
    assert cut_suffix(Path(name)) == suffix


def test_streams_are_described_in_words(clip: Path) -> None:
    pairs, tags = describe_streams(clip)
    told = dict(pairs)
    assert told["Size"] == "96 \N{MULTIPLICATION SIGN} 64"
    assert told["Frames"] == "10 a second"
    assert told["Length"] == "0:06"
    assert all(key == key.lower() for key in tags)


def test_cut_of_a_clip_that_cannot_be_read_to_its_end_blames_the_clip(clip: Path, tmp_path: Path) -> None:
    class FailingDisk:
        start_time = 0

        def seek(self, *_: object, **__: object) -> None:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(MediaUnreadable, match="cannot be copied"):
        list(clip_streams._stretch(clip, FailingDisk(), [], 0.0, 1.0))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_cut_into_a_file_that_cannot_be_written_blames_the_disk(clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "cut.mkv"
    target.symlink_to("/dev/full")
    with pytest.raises(DiskFull, match="cannot be written"):
        cut_clip(clip, 0.0, 2.0, target)
