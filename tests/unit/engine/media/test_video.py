"""A clip becomes the frames worth indexing, through whichever reader is right for it, however damaged it is."""

from __future__ import annotations

import io
import os
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.config import DecodingConfig, SamplingConfig
from engine.errors import MediaUnreadable
from engine.media import decord_source
from engine.media.decord_source import DecordSource
from engine.media.video import ClipReading, open_clip, probe_clip, read_clip, read_still
from engine.records import MediaFacts, Sampled
from tests.helpers.media import make_clip, number_frame, read_number, shade, truncate

HAS_DECORD = decord_source.IS_INSTALLED
READING = ClipReading(DecodingConfig(thumbnail_px=48), SamplingConfig(interval_s=0.5), 32)


def read(path: Path, reading: ClipReading = READING) -> tuple[MediaFacts, list[Sampled], int]:
    frames: list[Sampled] = []
    signs: list[None] = []
    facts = read_clip(path, reading, frames.append, lambda: signs.append(None))
    return facts, frames, len(signs)


def test_read_clip_scenes_come_out_with_times_squares_and_thumbnails(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", ["red", "green", "blue"], fps=8, hold=16)
    facts, frames, looked_at = read(path)
    assert looked_at == 12
    assert [int(frame.pixels.mean(axis=(0, 1)).argmax()) for frame in frames] == [0, 1, 2]
    assert [frame.time_s for frame in frames] == pytest.approx([0.25, 2.25, 4.25])
    assert (facts.width_px, facts.height_px, facts.duration_s, facts.is_partial) == (96, 64, 6.0, False)
    assert frames[0].pixels.shape == (32, 32, 3)
    with Image.open(io.BytesIO(frames[1].thumbnail)) as thumbnail:
        assert thumbnail.size == (48, 32)
        assert np.asarray(thumbnail).mean(axis=(0, 1)).argmax() == 1


@pytest.mark.parametrize("reader", ["decord", "pyav"])
def test_read_clip_both_readers_see_the_same(tmp_path: Path, reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if reader == "pyav":
        monkeypatch.setattr(decord_source, "IS_INSTALLED", False)
    elif not HAS_DECORD:
        pytest.skip("decord has no wheel for this platform")
    path = make_clip(tmp_path / "a.mp4", [number_frame(number) for number in range(1, 41)], fps=8)
    facts, frames, _ = read(path)
    assert facts.reader == reader
    assert [read_number(frame.pixels) - 1 for frame in frames] == list(range(2, 40, 4))
    assert [frame.time_s for frame in frames] == [(number + 2) / 8 for number in range(0, 40, 4)]


def test_read_clip_decord_fails_midway_is_read_again_with_pyav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not HAS_DECORD:
        pytest.skip("decord has no wheel for this platform")
    path = make_clip(tmp_path / "a.mp4", [number_frame(number) for number in range(1, 41)], fps=8)
    real_frames = DecordSource.frames

    def fail_after_three(source: DecordSource, *arguments: object) -> object:
        for number, frame in enumerate(real_frames(source, *arguments)):  # type: ignore[arg-type]  # passed on
            if number == 3:
                raise source._unreadable()
            yield frame

    monkeypatch.setattr(DecordSource, "frames", fail_after_three)
    facts, frames, _ = read(path)
    assert facts.reader == "pyav"
    assert [read_number(frame.pixels) - 1 for frame in frames] == list(range(2, 40, 4))


def test_read_clip_black_clip_still_gives_one_frame(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [np.zeros((64, 96, 3), np.uint8)], hold=30)
    assert len(read(path)[1]) == 1


def test_read_clip_wide_sampling_uses_key_frames_near_the_wish(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [number_frame(number) for number in range(480)], fps=8, gop=16)
    _, frames, _ = read(path, ClipReading(DecodingConfig(), SamplingConfig(interval_s=10), 32))
    assert [round(frame.time_s * 8) for frame in frames] == [read_number(frame.pixels) for frame in frames]
    assert len(frames) == 6
    gaps = np.diff([frame.time_s for frame in frames])
    assert ((gaps > 7) & (gaps < 13)).all()


def test_read_clip_that_claims_to_be_long_is_sampled_where_it_has_pictures(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mkv", [number_frame(number) for number in range(160)], fps=8)
    facts, frames, _ = read(truncate(path, 0.3))
    assert facts.is_partial
    assert facts.duration_s is not None
    assert 2 < facts.duration_s < 12
    assert len(frames) >= facts.duration_s / 0.5 * 0.8


def test_read_clip_one_picture_is_not_partial(tmp_path: Path) -> None:
    facts, frames, _ = read(make_clip(tmp_path / "a.mp4", ["red"], fps=25))
    assert len(frames) == 1
    assert not facts.is_partial


def test_read_clip_container_tags_become_facts(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mov", ["red"], metadata={"creation_time": "2022-03-04T05:06:07"}, rotation=90)
    facts = probe_clip(path, READING.decoding)
    assert not facts.taken_from_file
    assert abs(facts.taken_at - datetime(2022, 3, 4, 5, 6, 7)) < timedelta(days=1)  # whatever zone this is
    assert (facts.width_px, facts.height_px) == (64, 96)


def test_read_clip_without_tags_takes_the_file_time(tmp_path: Path) -> None:
    facts = probe_clip(make_clip(tmp_path / "a.webm", ["red"], codec="libvpx"), READING.decoding)
    assert facts.taken_from_file
    assert abs((datetime.now() - facts.taken_at).total_seconds()) < 60


def test_read_clip_nothing_to_decode_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(500))
    with pytest.raises(MediaUnreadable, match=r"^bad\.mkv "):
        read(tmp_path / "bad.mkv")


def test_read_clip_damaged_bytes_never_raise_anything_else(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    for name, codec in (("a.mp4", "libx264"), ("a.webm", "libvpx"), ("a.avi", "mpeg4"), ("a.ts", "mpeg2video")):
        fps = 25 if codec == "mpeg2video" else 8
        sound = make_clip(tmp_path / name, [number_frame(number) for number in range(24)], fps, codec).read_bytes()
        for _ in range(12):
            damaged = bytearray(sound)
            for place in random.integers(0, len(sound), 12):
                damaged[place] = random.integers(256)
            (tmp_path / name).write_bytes(damaged[: random.integers(100, len(damaged) + 1)])
            try:
                _, frames, _ = read(tmp_path / name)
            except MediaUnreadable:
                continue
            assert frames


def test_read_still_returns_the_stored_moment(tmp_path: Path) -> None:
    """What indexing stored as a frame's time brings back that very frame."""
    path = make_clip(tmp_path / "a.mkv", [number_frame(number) for number in range(90)], fps=30, start_s=1.7)
    for frame in read(path)[1]:
        still = read_still(path, frame.time_s, 96, READING.decoding)
        assert still.time_s == frame.time_s
        assert read_number(still.pixels) == read_number(frame.pixels)


def test_open_clip_turned_clip_is_left_to_pyav(tmp_path: Path) -> None:
    source = open_clip(make_clip(tmp_path / "a.mp4", [shade("red")], hold=4, rotation=90), READING.decoding)
    assert source.reader == "pyav"
    source.close()


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_read_clip_name_that_is_not_text_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.mp4"))
    make_clip(tmp_path / "a.mp4", ["red"], hold=8).rename(path)
    assert len(read(path)[1]) == 1


@pytest.mark.parametrize(
    "playlist", ["ffconcat version 1.0\nfile a.mp4\n", "#EXTM3U\n#EXTINF:1.0,\na.mp4\n#EXT-X-ENDLIST\n"]
)
def test_read_clip_playlist_in_disguise_opens_no_other_file(tmp_path: Path, playlist: str) -> None:
    make_clip(tmp_path / "a.mp4", ["red"], hold=8)
    (tmp_path / "list.mp4").write_text(playlist)
    with pytest.raises(MediaUnreadable, match=r"^list\.mp4 "):
        read(tmp_path / "list.mp4")


@pytest.mark.shared
def test_read_clip_every_file_of_the_zoo_is_searchable(shared_dir: Path) -> None:
    sizes = {"video_90.mov": (320, 568), "testsrc2_odd_height_and_width_vp9.mp4": (321, 241)}
    partial, flat = {"corrupted.mp4"}, {"testsrc2_mpeg4.mp4", "unordered.mov"}
    for path in sorted((shared_dir / "data/video-zoo").iterdir()):
        facts, frames, _ = read(path)
        assert frames, path.name
        assert facts.is_partial == (path.name in partial), path.name
        assert (facts.width_px, facts.height_px) == sizes.get(path.name, (facts.width_px, facts.height_px))
        assert path.name in flat or frames[0].pixels.std() > 5, path.name
