"""Files are decoded in processes that may die: each death costs its file, nothing else, and nothing is left over."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.config import DecodingConfig, SamplingConfig
from engine.errors import (
    DecoderUnavailable,
    EngineError,
    FolderMissing,
    MediaCrashed,
    MediaInaccessible,
    MediaUnreadable,
)
from engine.jobs import Cancelled, CancelToken
from engine.media import workers
from engine.media.workers import DecodePool
from engine.records import DecodedMedia, MediaKind, Sampled
from tests.helpers.media import draw_photo, make_clip, number_frame, read_number
from tests.helpers.rogue_worker import ROGUE_COMMAND

INPUT_PX = 32


def pool_of(workers: int = 1, *, timeout_s: float = 20.0, memory_mb: int = 1500, is_rogue: bool = True) -> DecodePool:
    decoding = DecodingConfig(workers=workers, timeout_s=timeout_s, memory_mb=memory_mb, thumbnail_px=64)
    sampling = SamplingConfig(interval_s=0.5)
    if is_rogue:
        return DecodePool(decoding, sampling, INPUT_PX, command=ROGUE_COMMAND)
    return DecodePool(decoding, sampling, INPUT_PX)


@pytest.fixture
def pool() -> Iterator[DecodePool]:
    with pool_of() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    before = set(psutil.Process().children(recursive=True))
    yield
    assert not [child for child in psutil.Process().children(recursive=True) if child not in before]
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("decode-")]


def outcomes(pool: DecodePool, *paths: Path) -> dict[str, DecodedMedia | EngineError]:
    return {path.name: outcome for path, outcome in pool.decode(paths)}


def test_decode_photos_and_clips_come_back_whole(tmp_path: Path) -> None:
    photo = draw_photo(tmp_path / "red.jpg", "red")
    clip = make_clip(tmp_path / "film.mp4", [number_frame(number) for number in range(1, 33)], fps=8)
    early: list[tuple[Path, Sampled]] = []
    with pool_of(2, is_rogue=False) as pool:
        decoded = pool.decode([photo, clip], on_frame=lambda path, frame: early.append((path, frame)))
        found = {path.name: outcome for path, outcome in decoded}
    first, second = found["red.jpg"], found["film.mp4"]
    assert isinstance(first, DecodedMedia)
    assert isinstance(second, DecodedMedia)
    assert first.kind is MediaKind.PHOTO
    assert first.frames[0].pixels.mean(axis=(0, 1)).argmax() == 0
    assert second.kind is MediaKind.VIDEO
    assert second.facts.duration_s == pytest.approx(4.0)
    times = [frame.time_s for frame in second.frames]
    assert times == sorted(times)
    assert [read_number(frame.pixels) - 1 for frame in second.frames] == [round(time_s * 8) for time_s in times]
    assert all(frame.thumbnail.startswith(b"\xff\xd8") for frame in second.frames)
    assert all(path == clip for path, _ in early)
    assert {id(frame) for _, frame in early} == {id(frame) for frame in second.frames}


def test_decode_bad_files_are_outcomes_not_exceptions(pool: DecodePool, tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "text.mp4").write_text("no clip")
    good = draw_photo(tmp_path / "good.png", "blue")
    found = outcomes(pool, tmp_path / "empty.jpg", tmp_path / "gone.jpg", tmp_path / "text.mp4", good)
    assert isinstance(found["empty.jpg"], MediaUnreadable)
    assert "empty" in found["empty.jpg"].user_text
    assert isinstance(found["gone.jpg"], FolderMissing)
    assert isinstance(found["text.mp4"], MediaUnreadable)
    assert found["text.mp4"].path == tmp_path / "text.mp4"
    assert isinstance(found["good.png"], DecodedMedia)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_decode_file_out_of_reach_is_told_from_a_bad_one(pool: DecodePool, tmp_path: Path) -> None:
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    found = outcomes(pool, tmp_path / "loop.jpg")["loop.jpg"]
    assert isinstance(found, MediaInaccessible)
    assert "cannot be read" in found.user_text


def test_decode_crash_costs_one_file_and_the_pool_goes_on(pool: DecodePool, tmp_path: Path) -> None:
    paths = [draw_photo(tmp_path / f"{name}.png") for name in ("a", "crash", "b", "c")]
    found = outcomes(pool, *paths)
    assert isinstance(found["crash.png"], MediaCrashed)
    assert all(isinstance(found[f"{name}.png"], DecodedMedia) for name in "abc")


def test_decode_crash_that_does_not_repeat_is_forgiven(pool: DecodePool, tmp_path: Path) -> None:
    assert isinstance(outcomes(pool, draw_photo(tmp_path / "crashonce.png"))["crashonce.png"], DecodedMedia)


def test_decode_file_that_killed_twice_is_not_tried_until_it_changes(pool: DecodePool, tmp_path: Path) -> None:
    path = draw_photo(tmp_path / "crash.png")
    outcomes(pool, path)
    begin = time.monotonic()
    assert isinstance(outcomes(pool, path)["crash.png"], MediaCrashed)
    with pytest.raises(MediaCrashed):
        pool.picture(path)
    assert time.monotonic() - begin < 0.1, "no process was started for it"
    os.utime(path, ns=(1, 1))
    assert isinstance(pool.picture(path).pixels.shape, tuple), "pictures do not crash here, and the file is a new one"


@pytest.mark.skipif(os.name == "nt", reason="processes cannot be stopped there")
def test_decode_worker_that_is_stopped_is_ended_by_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_GRACE_S", 0.5)
    monkeypatch.setattr(workers, "_OVERSEE_EVERY_S", 0.1)
    paths = [draw_photo(tmp_path / f"{name}.png") for name in ("stop", "a")]
    with pool_of(timeout_s=1.5) as pool:
        found = outcomes(pool, *paths)
    assert isinstance(found["stop.png"], MediaCrashed)
    assert "more than 1.5 s" in found["stop.png"].user_text
    assert isinstance(found["a.png"], DecodedMedia)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of processor time are not kept elsewhere")
def test_decode_worker_that_burns_processor_time_is_ended_by_the_system(tmp_path: Path) -> None:
    paths = [draw_photo(tmp_path / f"{name}.png") for name in ("burn", "a")]
    with pool_of(timeout_s=1.0) as pool:
        found = outcomes(pool, *paths)
    assert isinstance(found["burn.png"], MediaCrashed)
    assert "more than 1 s" in found["burn.png"].user_text
    assert isinstance(found["a.png"], DecodedMedia)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is told whom to end first")
def test_decode_worker_is_the_first_to_go_when_memory_runs_out(pool: DecodePool, tmp_path: Path) -> None:
    outcomes(pool, draw_photo(tmp_path / "a.png"))
    (link,) = pool._idle
    assert Path(f"/proc/{link.pid}/oom_score_adj").read_text().strip() == "500"


def test_decode_hang_is_ended_and_costs_one_file(tmp_path: Path) -> None:
    paths = [draw_photo(tmp_path / f"{name}.png") for name in ("hang", "a")]
    with pool_of(timeout_s=1.0) as pool:
        begin = time.monotonic()
        found = outcomes(pool, *paths)
    assert isinstance(found["hang.png"], MediaCrashed)
    assert "more than 1 s" in found["hang.png"].user_text
    assert isinstance(found["a.png"], DecodedMedia)
    assert time.monotonic() - begin < 6


def test_decode_hang_soon_after_a_frame_is_a_hang_and_not_tried_twice(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "stall.mp4", ["red", "blue"], hold=4)
    with pool_of(timeout_s=1.0) as pool:
        found = outcomes(pool, clip)["stall.mp4"]
    assert isinstance(found, MediaCrashed)
    assert "more than 1 s" in found.user_text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of address space")
def test_decode_memory_hog_is_ended_and_costs_one_file(pool: DecodePool, tmp_path: Path) -> None:
    paths = [draw_photo(tmp_path / f"{name}.png") for name in ("hog", "a")]
    found = outcomes(pool, *paths)
    assert isinstance(found["hog.png"], MediaCrashed)
    assert "1500 MB" in found["hog.png"].user_text
    assert isinstance(found["a.png"], DecodedMedia)


def test_decode_length_that_lies_takes_no_memory_and_costs_no_worker(pool: DecodePool, tmp_path: Path) -> None:
    photo = draw_photo(tmp_path / "lies.png", "red")
    data = photo.read_bytes()
    at = data.index(b"IDAT")
    photo.write_bytes(data[: at - 4] + b"\xff" * 4 + data[at:])  # four gigabytes, it says
    (found,) = outcomes(pool, photo).values()
    assert isinstance(found, DecodedMedia)
    assert found.frames[0].pixels.mean(axis=(0, 1)).argmax() == 0
    assert ("Format", "PNG") in pool.details(photo).sections["Picture"]


def test_decode_fault_of_ours_is_logged_and_costs_one_file(
    pool: DecodePool, tmp_path: Path, expected_warnings: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    expected_warnings.append("failed")
    found = outcomes(pool, draw_photo(tmp_path / "fault.png"), draw_photo(tmp_path / "a.png"))
    assert isinstance(found["fault.png"], MediaUnreadable)
    assert isinstance(found["a.png"], DecodedMedia)
    assert "ZeroDivisionError" in caplog.text


def test_decode_noise_on_stdout_does_not_disturb(pool: DecodePool, tmp_path: Path) -> None:
    assert isinstance(outcomes(pool, draw_photo(tmp_path / "shout.png"))["shout.png"], DecodedMedia)


def test_workers_import_neither_torch_nor_qt(pool: DecodePool, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "film.mp4", ["red"], hold=4)
    outcomes(pool, clip, draw_photo(tmp_path / "b.heic"), draw_photo(tmp_path / "modules.png"))
    modules = (tmp_path / "modules.modules").read_text().split()
    assert "engine.media.images" in modules
    tops = {name.split(".")[0] for name in modules}
    assert not tops & {"torch", "PySide6", "transformers", "timm", "sqlite_utils", "hnswlib", "app"}


def test_workers_keep_their_processes_between_calls(pool: DecodePool, tmp_path: Path) -> None:
    pids = set()
    for number in range(3):
        outcomes(pool, draw_photo(tmp_path / f"pid-{number}.png"))
        pids.add((tmp_path / f"pid-{number}.pid").read_text())
    assert len(pids) == 1


def test_decode_reads_paths_only_a_bounded_number_ahead(pool: DecodePool, tmp_path: Path) -> None:
    path = draw_photo(tmp_path / "a.png", size=(8, 8))
    taken = 0

    def paths() -> Iterator[Path]:
        nonlocal taken
        for _ in range(500):
            taken += 1
            yield path

    iterator = pool.decode(paths())
    next(iterator)
    assert taken <= workers._LOOK_AHEAD_PER_WORKER + 1
    iterator.close()


def test_decode_finished_results_wait_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_LOOK_AHEAD_BYTES", 1)
    paths = [draw_photo(tmp_path / f"pid-{number}.png") for number in range(4)]
    with pool_of() as pool:
        iterator = pool.decode(paths)
        first, _ = next(iterator)
        rest = [path for path, _ in iterator]
    assert {first, *rest} == set(paths)


def test_decode_cancelled_stops_within_half_a_second(tmp_path: Path) -> None:
    cancel = CancelToken()
    with pool_of(timeout_s=60) as pool:
        iterator = pool.decode([draw_photo(tmp_path / "a.png"), draw_photo(tmp_path / "hang.png")], cancel=cancel)
        next(iterator)
        cancel.cancel()
        begin = time.monotonic()
        with pytest.raises(Cancelled):
            next(iterator)
        assert time.monotonic() - begin < 0.5


def test_decode_closed_iterator_ends_the_work_and_blames_nobody(tmp_path: Path) -> None:
    path = draw_photo(tmp_path / "hang.png")
    with pool_of(timeout_s=60) as pool:
        iterator = pool.decode([draw_photo(tmp_path / "a.png"), path])
        next(iterator)
        begin = time.monotonic()
        iterator.close()
        assert time.monotonic() - begin < 0.5
        assert pool.picture(path).pixels.size


def test_close_while_decoding_ends_everything(tmp_path: Path) -> None:
    pool = pool_of(2, timeout_s=60)
    iterator = pool.decode([draw_photo(tmp_path / f"{name}.png") for name in ("a", "hang", "b")])
    next(iterator)
    begin = time.monotonic()
    pool.close()
    with pytest.raises(Cancelled):
        list(iterator)
    assert time.monotonic() - begin < 1.0


def test_picture_of_photo_and_moment_is_limited_in_size(pool: DecodePool, tmp_path: Path) -> None:
    photo = draw_photo(tmp_path / "a.jpg", "green", (400, 200))
    clip = make_clip(tmp_path / "film.mp4", [number_frame(number) for number in range(16)], fps=8)
    assert pool.picture(photo, max_px=100).pixels.shape == (50, 100, 3)
    moment = pool.picture(clip, 1.3, 1000)
    assert moment.time_s == 1.25
    assert read_number(moment.pixels) == 10
    assert pool.picture(clip).time_s == 0.0
    assert pool.picture(clip, 99.0).time_s == pytest.approx(15 / 8)


def test_picture_while_decoding_has_its_own_worker(pool: DecodePool, tmp_path: Path) -> None:
    iterator = pool.decode([draw_photo(tmp_path / "a.png"), draw_photo(tmp_path / "hang.png")])
    next(iterator)
    assert pool.picture(draw_photo(tmp_path / "b.jpg")).pixels.size
    iterator.close()


@pytest.mark.parametrize("name", ["gone.jpg", "text.jpg"])
def test_picture_of_a_bad_file_raises_its_error(pool: DecodePool, tmp_path: Path, name: str) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(FolderMissing if name == "gone.jpg" else MediaUnreadable):
        pool.picture(tmp_path / name)


def test_probe_clips_tells_their_length_without_frames(pool: DecodePool, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "film.webm", ["red", "blue"], codec="libvpx", hold=12)
    (tmp_path / "bad.mp4").write_text("no clip")
    facts = {path.name: fact for path, fact in pool.probe([clip, tmp_path / "bad.mp4"])}
    assert isinstance(facts["bad.mp4"], MediaUnreadable)
    assert not isinstance(facts["film.webm"], EngineError)
    assert facts["film.webm"].duration_s == pytest.approx(3.0, abs=0.1)


def pool_started_by(*command: str) -> DecodePool:
    return DecodePool(DecodingConfig(workers=1), SamplingConfig(), INPUT_PX, command=command)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ((os.fspath(Path(sys.prefix) / "no-such-python"),), "cannot be started"),
        ((sys.executable, "-c", "import a_library_that_is_missing"), "No module named 'a_library_that_is_missing'"),
        ((sys.executable, "-c", "raise SystemExit(7)"), "exit code 7"),
        ((sys.executable, "-c", "print('a greeting instead of a frame')"), "exit code"),
    ],
)
def test_worker_that_cannot_start_ends_the_run_and_blames_no_file(
    tmp_path: Path, command: tuple[str, ...], reason: str
) -> None:
    photo = draw_photo(tmp_path / "a.png")
    with pool_started_by(*command) as pool:
        with pytest.raises(DecoderUnavailable, match=reason) as caught:
            list(pool.decode([photo]))
        assert caught.value.hint
        assert caught.value.path is None
        for _ in range(3):
            with pytest.raises(DecoderUnavailable):
                pool.picture(photo)


def test_decode_cancelled_while_the_worker_starts_stops_within_half_a_second(tmp_path: Path) -> None:
    cancel = CancelToken()

    def paths() -> Iterator[Path]:
        yield tmp_path / "a.png"
        cancel.cancel()

    with pool_started_by(sys.executable, "-c", "import sys; sys.stdin.read()") as pool:
        begin = time.monotonic()
        with pytest.raises(Cancelled):
            list(pool.decode(paths(), cancel=cancel))
        assert time.monotonic() - begin < 0.5


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_decode_names_that_are_not_text_survive(pool: DecodePool, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.png"))
    draw_photo(tmp_path / "a.png").rename(path)
    assert isinstance(outcomes(pool, path)[path.name], DecodedMedia)
