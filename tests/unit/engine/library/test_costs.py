from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.config import SamplingConfig
from engine.library import Library, cost_estimate, index_speed
from engine.library.densities import density_of, sampling_with
from engine.library.index_speed import Speed, known_speed, remember_speed, spread, together_s, with_run
from engine.library_records import Density, IndexReport
from engine.store import Store
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import make_clip

OpenLibrary = Callable[..., Library]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials of this length say little, and are not asked for more here."""
    monkeypatch.setattr(index_speed, "_EMBEDDING_S", 0.02)
    monkeypatch.setattr(cost_estimate, "_STRETCH_S", 0.02)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as store:
        yield store


def test_speed_is_remembered_by_model_and_guessed_where_the_note_is_none(store: Store) -> None:
    encoder = FakeEncoder()
    assert known_speed(store, encoder) == Speed()
    remember_speed(store, encoder, Speed(0.02, 0.03, 0.05, 3e6, 9000.0, 1.5))
    assert known_speed(store, encoder) == Speed(0.02, 0.03, 0.05, 3e6, 9000.0, 1.5)
    for note in ("no json", "[1]", '{"%s": {"embed_s": "x"}}', '{"%s": {"embed_s": NaN}}', '{"%s": {"other": 1}}'):
        with store.write() as tx:
            store.notes.put(tx, "speed", note.replace("%s", encoder.fingerprint[:16]))
        assert known_speed(store, encoder) == Speed()
        remember_speed(store, encoder, Speed(0.02))
        assert json.loads(store.notes.get("speed"))


def test_run_that_took_twice_as_long_corrects_what_is_said_next() -> None:
    speed = Speed(0.02)
    for _ in range(8):
        speed = with_run(speed, said_s=10 * speed.correction, took_s=20)
    assert speed.correction == pytest.approx(2.0, rel=0.05)
    assert with_run(speed, 0.0, 5.0) == speed
    assert with_run(speed, 1.0, 1e9).correction == 4.0


def test_work_together_takes_what_the_longer_takes_in_part_alone() -> None:
    speed = Speed(embed_s=0.1, embed_busy_s=0.2)
    assert together_s(0.0, 50, speed) == pytest.approx(5)
    assert together_s(4.0, 50, speed) == pytest.approx(4 + (50 - 20) * 0.1)
    assert together_s(10.0, 50, speed) == pytest.approx(10)
    assert together_s(14.0, 50, speed) == pytest.approx(10 + 4 / 2)
    assert together_s(3.0, 0, speed) == pytest.approx(1.5)
    assert together_s(3.0, 10, Speed()) == 3.0


def test_spread_takes_from_everywhere() -> None:
    files = [(size, Path(str(size))) for size in range(100)]
    assert [size for size, _ in spread(files, 4)] == [12, 37, 62, 87]
    assert spread(files[:2], 4) == files[:2]


def test_densities_are_steps_around_the_settings() -> None:
    config = SamplingConfig(interval_s=1.0, max_frames=100)
    assert sampling_with(config, Density.NORMAL) == config
    assert sampling_with(config, Density.SPARSE) == dataclasses.replace(config, interval_s=4.0, max_frames=25)
    assert sampling_with(config, Density.DENSE).max_frames == 300
    widest = SamplingConfig(interval_s=60.0, max_frames=20_000)
    assert sampling_with(widest, Density.SPARSE).interval_s == 60.0


def test_density_holds_for_new_clips_and_for_known_ones_when_asked(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    colours = [(number * 20, 255 - number * 20, number * 37 % 255) for number in range(8)]
    make_clip(photos / "long.mp4", colours, hold=8)  # a second each
    library.index([photos])
    frames = len(library.frame_times(photos / "long.mp4"))
    cost = library.costs.density_costs()
    assert (cost.photos, cost.clips) == (0, 2)
    assert cost.clip_seconds == pytest.approx(11, abs=0.5)
    assert library.costs.set_density(Density.SPARSE) == 0
    assert density_of(library._store) is Density.SPARSE
    library.index()
    assert len(library.frame_times(photos / "long.mp4")) == frames
    assert library.costs.set_density(Density.SPARSE, again=True) == 2
    report = library.index()
    assert (report.embedded, report.clips) == (2, 2)
    assert len(library.frame_times(photos / "long.mp4")) < frames
    assert library.verify().is_ok


def test_costs_learn_from_a_run_of_what_was_spoken_of(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    encoder = library._use.encoder
    said = library.estimate([photos])
    report = IndexReport(3, 3, 0, 0, (), 2, 1, 5, seconds=said.seconds + 20)
    library.costs.learn([photos], report, waited_s=10.0)
    assert known_speed(library._store, encoder).correction > 1.2
    before = known_speed(library._store, encoder)
    library.costs.learn([photos], report, waited_s=0.0)  # nothing was said of this one
    library.estimate([photos])
    library.costs.learn([photos], dataclasses.replace(report, embedded=1), waited_s=0.0)
    assert known_speed(library._store, encoder).correction == before.correction
