"""PyAV returns the frame that a player shows at a time, proven by the frame number painted into the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from engine.errors import MediaTooLarge, MediaUnreadable
from engine.media.pyav_source import PyAvSource
from tests.helpers.media import make_clip, number_frame, read_number, shade, truncate

FRAMES, FPS = 100, 25
# name: (encoder, options, pixel format). A reader has to be right on every one of them.
CLIPS = {
    "h264.mp4": ("libx264", {"bf": "3"}, "yuv420p"),
    "h264.mov": ("libx264", {}, "yuv420p"),
    "h264-10bit.mp4": ("libx264", {}, "yuv420p10le"),
    "h264-444.mp4": ("libx264", {}, "yuv444p"),
    "h264-open.mkv": ("libx264", {"x264-params": "open-gop=1:bframes=3"}, "yuv420p"),
    "h264-open.mp4": ("libx264", {"x264-params": "open-gop=1:bframes=3"}, "yuv420p"),
    "h264-refresh.mp4": ("libx264", {"x264-params": "keyint=300:intra-refresh=1:bframes=0"}, "yuv420p"),
    "h264.ts": ("libx264", {"bf": "3"}, "yuv420p"),
    "hevc.mp4": ("libx265", {"x265-params": "log-level=none:open-gop=0"}, "yuv420p"),
    "hevc-open.mkv": ("libx265", {"x265-params": "log-level=none:open-gop=1"}, "yuv420p"),
    "hevc-10bit.mp4": ("libx265", {"x265-params": "log-level=none"}, "yuv420p10le"),
    "vp8.webm": ("libvpx", {"deadline": "realtime", "cpu-used": "8"}, "yuv420p"),
    "vp9.webm": ("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8"}, "yuv420p"),
    "av1.mkv": ("libsvtav1", {"preset": "10"}, "yuv420p"),
    "av1.mp4": ("libsvtav1", {"preset": "10"}, "yuv420p"),
    "mpeg4.mp4": ("mpeg4", {"bf": "2"}, "yuv420p"),
    "mpeg4.avi": ("mpeg4", {}, "yuv420p"),
    "mpeg2.ts": ("mpeg2video", {"bf": "2"}, "yuv420p"),
    "prores.mov": ("prores_ks", {}, "yuv422p10le"),
    "mjpeg.avi": ("mjpeg", {}, "yuvj420p"),
}


@pytest.fixture(scope="session")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Clips of 4 seconds with every frame's number painted in, made when first asked for."""
    folder = tmp_path_factory.mktemp("numbered")

    class Made(dict[str, Path]):
        def __missing__(self, name: str) -> Path:
            encoder, options, pix_fmt = CLIPS[name]
            frames = [number_frame(number) for number in range(FRAMES)]
            self[name] = make_clip(folder / name, frames, FPS, encoder, options=options, pix_fmt=pix_fmt, gop=24)
            return self[name]

    return Made()


def numbers(source: PyAvSource, times_s: Sequence[float], tolerance_s: float = 0.0) -> Iterator[int]:
    """Read numbers, and hold each frame's own time against it."""
    for frame in source.frames(times_s, tolerance_s):
        number = read_number(frame.scaled(48, 32))
        assert frame.time_s == pytest.approx(number / FPS, abs=0.002)
        yield number


@pytest.mark.parametrize("name", CLIPS)
@pytest.mark.parametrize("blind_seek_s", [0.3, 8.0], ids=["eager", "usual"])
def test_frames_every_codec_gives_the_frame_shown_then(
    numbered: dict[str, Path], name: str, blind_seek_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.media.pyav_source._BLIND_SEEK_S", blind_seek_s)
    path = numbered[name]
    for wishes in (range(0, FRAMES, 7), [1, 60, 99], [95], [47, 48, 49, 71, 72, 73]):
        source = PyAvSource(path)
        assert list(numbers(source, [(wish + 0.3) / FPS for wish in wishes])) == list(wishes)
        assert source.info.duration_s == pytest.approx(FRAMES / FPS, abs=0.2)
        assert not source.is_partial
        source.close()


def test_frames_program_stream_is_right_within_its_sparse_time_stamps(tmp_path: Path) -> None:
    frames = [number_frame(number) for number in range(FRAMES)]
    source = PyAvSource(make_clip(tmp_path / "a.mpg", frames, FPS, "mpeg2video", gop=24))
    wishes = range(0, FRAMES, 7)
    got = [read_number(frame.scaled(48, 32)) for frame in source.frames([(wish + 0.3) / FPS for wish in wishes])]
    assert np.abs(np.array(got) - np.array(wishes)).max() <= 3
    source.close()


@pytest.mark.parametrize("name", ["h264.mp4", "h264-open.mkv", "vp9.webm", "h264.ts", "h264-refresh.mp4"])
def test_frames_asked_backwards_are_right_too(numbered: dict[str, Path], name: str) -> None:
    source = PyAvSource(numbered[name])
    for wish in (80, 3, 50, 49, 99, 0):
        assert list(numbers(source, [(wish + 0.3) / FPS])) == [wish]
    source.close()


def test_frames_within_tolerance_are_near_and_cheap(numbered: dict[str, Path]) -> None:
    source = PyAvSource(numbered["h264.mp4"])
    wishes = [0.5, 1.2, 2.2, 3.2]
    for wish, number in zip(wishes, numbers(source, wishes, tolerance_s=0.3), strict=True):
        assert (wish - 0.3) * FPS - 1 <= number <= wish * FPS
    source.close()


def test_frames_far_apart_jump_over_most_of_a_long_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_clip(tmp_path / "long.mp4", [number_frame(number) for number in range(1000)], FPS, gop=24)
    decoded = 0
    real_timed = PyAvSource._timed

    def counting(source: PyAvSource, frame: object) -> object:
        nonlocal decoded
        decoded += 1
        return real_timed(source, frame)

    monkeypatch.setattr(PyAvSource, "_timed", counting)
    source = PyAvSource(path)
    assert len(list(numbers(source, [2.0, 12.0, 22.0, 32.0], tolerance_s=1.0))) == 4
    source.close()
    assert decoded < 120


def test_frames_same_frame_wished_twice_comes_once(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "slides.mp4", [number_frame(0), number_frame(1)], fps=1)
    source = PyAvSource(path)
    frames = list(source.frames([0.1, 0.5, 0.9, 1.2, 1.9, 5.0]))
    assert [read_number(frame.scaled(48, 32)) for frame in frames] == [0, 1]
    assert source.end_s == pytest.approx(2.0)
    source.close()


@pytest.mark.parametrize("name", ["late.mp4", "late.mkv", "late.ts"])
def test_frames_late_start_counts_from_the_start(tmp_path: Path, name: str) -> None:
    frames = [number_frame(number) for number in range(50)]
    path = make_clip(tmp_path / name, frames, FPS, start_s=8.32, gop=12)
    source = PyAvSource(path)
    assert list(numbers(source, [0.0, 0.41, 1.61])) == [0, 10, 40]
    assert source.info.duration_s == pytest.approx(2.0, abs=0.1)
    source.close()


@pytest.mark.parametrize(("rotation", "red_side"), [(0, "top"), (90, "right"), (180, "bottom"), (270, "left")])
def test_scaled_rotated_clip_comes_out_upright(tmp_path: Path, rotation: int, red_side: str) -> None:
    picture = shade("blue", (96, 64))
    picture[:32] = shade("red", (96, 32))
    path = make_clip(tmp_path / "a.mp4", [picture], hold=4, rotation=rotation)
    source = PyAvSource(path)
    assert (source.info.width_px, source.info.height_px) == ((96, 64) if rotation % 180 == 0 else (64, 96))
    pixels = next(iter(source.frames([0.0]))).scaled(40, 60).astype(int)
    assert pixels.shape == (60, 40, 3)
    redness = pixels[..., 0] - pixels[..., 2]
    sides = {"top": redness[:8], "bottom": redness[-8:], "left": redness[:, :8], "right": redness[:, -8:]}
    assert max(sides, key=lambda side: sides[side].mean()) == red_side
    source.close()


@pytest.mark.parametrize("size", [(97, 64), (96, 65), (97, 65), (2, 2)])
def test_scaled_odd_size_is_read_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make_clip(tmp_path / "a.mp4", ["green"], hold=3, size=size, pix_fmt="yuv444p")
    source = PyAvSource(path)
    assert (source.info.width_px, source.info.height_px) == size
    assert next(iter(source.frames([0.1]))).scaled(32, 32).mean(axis=(0, 1)).argmax() == 1
    source.close()


def test_frames_cut_off_clip_yields_what_is_there(tmp_path: Path) -> None:
    frames = [number_frame(number) for number in range(FRAMES)]
    path = truncate(make_clip(tmp_path / "a.mkv", frames, FPS, gop=12), 0.5)
    source = PyAvSource(path)
    got = list(numbers(source, [wish / FPS + 0.01 for wish in range(0, FRAMES, 5)]))
    assert got[:6] == [0, 5, 10, 15, 20, 25]
    assert got[-1] < 90
    assert source.end_s is not None
    assert source.end_s < 3.6
    source.close()


def test_frames_damaged_middle_is_partial_and_goes_on(tmp_path: Path) -> None:
    frames = [number_frame(number) for number in range(FRAMES)]
    path = make_clip(tmp_path / "a.mp4", frames, FPS, gop=12, options={"bf": "0"})
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat")
    middle = start + (len(content) - start) // 3
    content[middle : middle + 400] = bytes(np.random.default_rng(0).integers(0, 256, 400, np.uint8))
    path.write_bytes(content)
    source = PyAvSource(path)
    times = [frame.time_s for frame in source.frames([wish / FPS for wish in range(0, FRAMES, 5)])]
    assert source.is_partial
    assert times[-1] > 3.0
    source.close()


def test_duration_unfinished_recording_is_counted(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mkv", [number_frame(number) for number in range(50)], FPS)
    content = path.read_bytes()
    place = content.index(b"\x44\x89")  # the element of the segment's length
    path.write_bytes(content[:place] + b"\xec" + content[place + 1 : place + 1] + b"\x89" + content[place + 2 :])
    source = PyAvSource(path)
    assert source.info.duration_s == pytest.approx(2.0, abs=0.1)
    assert list(numbers(source, [1.0])) == [25]
    source.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"no clip at all " * 100, bytes(3000), b"\0\0\0\x18ftypmp42" + bytes(4000), b"RIFF\xff\xff\0\0AVI "],
)
def test_open_garbage_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.mp4").write_bytes(content)
    with pytest.raises(MediaUnreadable, match=r"^bad\.mp4 .*\.$"):
        PyAvSource(tmp_path / "bad.mp4")


def test_open_moov_cut_off_is_one_sentence(tmp_path: Path) -> None:
    path = truncate(make_clip(tmp_path / "bad.mp4", ["red"], hold=8), 0.5)
    with pytest.raises(MediaUnreadable, match=r"^bad\.mp4 "):
        PyAvSource(path)


def test_open_beyond_the_pixel_limit_is_refused(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "big.mp4", ["red"], size=(1280, 800))
    with pytest.raises(MediaTooLarge, match="1280 x 800"):
        PyAvSource(path, max_megapixels=1)


def test_scaled_untagged_high_definition_uses_the_hd_matrix(tmp_path: Path) -> None:
    """Players take untagged tall clips for BT.709 and small ones for BT.601; the same code values differ in green."""
    colours = {}
    for height in (576, 720):
        flat = np.full((height, 320, 3), (20, 200, 30), np.uint8)
        source = PyAvSource(make_clip(tmp_path / f"{height}.mp4", [flat]))
        colours[height] = next(iter(source.frames([0.0]))).scaled(8, 8)[4, 4].astype(int)
        source.close()
    assert colours[576].tolist() == pytest.approx([20, 200, 30], abs=6)
    assert colours[720][1] < colours[576][1] - 15
