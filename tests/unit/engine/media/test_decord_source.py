"""decord may serve only what it reads right; the painted frame numbers say what that is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import MediaUnreadable
from engine.media import decord_source
from engine.media.decord_source import DecordSource, frame_times
from engine.media.frame_source import ClipInfo
from tests.helpers.media import make_clip, number_frame, read_number, truncate

decord = pytest.importorskip("decord", reason="decord has no wheel for this platform", exc_type=ImportError)

FRAMES, FPS = 120, 25
SIZE = (96, 64)
OPEN = {"x264-params": "open-gop=1:bframes=3:b-adapt=0:scenecut=0:keyint=24:min-keyint=24"}
INFO = ClipInfo(*SIZE, FRAMES / FPS, "h264")


def numbered(path: Path, codec: str = "libx264", options: dict[str, str] | None = None, **more: object) -> Path:
    frames = [number_frame(number, SIZE) for number in range(FRAMES)]
    return make_clip(path, frames, FPS, codec, gop=24, options=options, **more)  # type: ignore[arg-type]  # passed on


@pytest.mark.parametrize("name", ["closed.mp4", "closed.mov", "late.mp4"])
@pytest.mark.parametrize("order", ["forward", "sparse", "shuffled"])
def test_frames_closed_groups_are_right(tmp_path: Path, name: str, order: str) -> None:
    start_s = 4.0 if name == "late.mp4" else 0.0
    path = numbered(tmp_path / name, options={"bf": "3", "x264-params": "open-gop=0"}, start_s=start_s)
    times_s = frame_times(path)
    assert times_s == pytest.approx([number / FPS for number in range(FRAMES)], abs=1e-6)
    wishes = {"forward": np.arange(FRAMES), "sparse": np.arange(5, FRAMES, 19)}.get(order)
    if wishes is None:
        wishes = np.random.default_rng(0).permutation(FRAMES)[:40]
    source = DecordSource(path, INFO, times_s or [])
    for wish in [[float(wish)] for wish in wishes] if order == "shuffled" else [list(wishes)]:
        frames = list(source.frames([(number + 0.3) / FPS for number in wish]))
        assert [read_number(frame.scaled(48, 32)) for frame in frames] == wish
        assert [frame.time_s for frame in frames] == pytest.approx([number / FPS for number in wish], abs=1e-6)
    source.close()


@pytest.mark.parametrize(
    ("name", "codec", "options", "pix_fmt"),
    [
        ("open.mp4", "libx264", OPEN, "yuv420p"),
        ("open.mkv", "libx264", OPEN, "yuv420p"),
        ("closed.mkv", "libx264", {"bf": "3"}, "yuv420p"),
        ("deep.mp4", "libx264", {}, "yuv420p10le"),
        ("hevc.mp4", "libx265", {"x265-params": "log-level=none"}, "yuv420p"),
        ("vp9.webm", "libvpx-vp9", {"deadline": "realtime", "cpu-used": "8"}, "yuv420p"),
        ("av1.mp4", "libsvtav1", {"preset": "10"}, "yuv420p"),
        ("mpeg4.avi", "mpeg4", {"bf": "2"}, "yuv420p"),
        ("h264.ts", "libx264", {"bf": "3"}, "yuv420p"),
    ],
)
def test_frame_times_unproven_kinds_are_left_to_pyav(
    tmp_path: Path, name: str, codec: str, options: dict[str, str], pix_fmt: str
) -> None:
    assert frame_times(numbered(tmp_path / name, codec, options, pix_fmt=pix_fmt)) is None


def test_decord_open_groups_are_wrong_indeed(tmp_path: Path) -> None:
    """Why the rule exists; if this ever fails, a newer decord may serve more."""
    path = numbered(tmp_path / "open.mp4", options=OPEN)
    wrong = 0
    for wish in range(0, FRAMES, 5):
        reader = decord.VideoReader(str(path), num_threads=1)
        wrong += read_number(reader[wish].asnumpy()) != wish
    assert wrong


@pytest.mark.parametrize("limit", ["_LARGEST_BYTES", "_MOST_LINES"])
def test_frame_times_large_clips_are_left_to_pyav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    path = numbered(tmp_path / "a.mp4")
    assert frame_times(path)
    monkeypatch.setattr(decord_source, limit, 64)
    assert frame_times(path) is None


def test_frame_times_without_decord_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decord_source, "IS_INSTALLED", False)
    assert frame_times(numbered(tmp_path / "a.mp4")) is None


def test_frame_times_unreadable_clip_is_none(tmp_path: Path) -> None:
    assert frame_times(truncate(numbered(tmp_path / "a.mp4"), 0.5)) is None


def test_open_other_number_of_frames_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable):
        DecordSource(numbered(tmp_path / "a.mp4"), INFO, [0.0, 1.0])


def test_end_s_is_known_after_the_last_frame(tmp_path: Path) -> None:
    path = numbered(tmp_path / "a.mp4")
    source = DecordSource(path, INFO, frame_times(path) or [])
    list(source.frames([0.0]))
    assert source.end_s is None
    list(source.frames([99.0]))
    assert source.end_s == pytest.approx(FRAMES / FPS)
    source.close()
