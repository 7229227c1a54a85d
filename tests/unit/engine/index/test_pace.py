"""Progress and the estimate of what is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.index.pace import Pace
from engine.jobs import Progress
from engine.media.scan import FoundFile
from engine.records import MediaKind


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("engine.index.pace.time.monotonic", lambda: self.now)


def found(name: str) -> FoundFile:
    kind = MediaKind.VIDEO if name.endswith(".mp4") else MediaKind.PHOTO
    return FoundFile(Path("/p") / name, kind, 1, 1)


def test_pace_counts_what_needs_nothing_as_done(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    reports: list[Progress] = []
    Pace(reports.append).begin(10, [found("a.jpg"), found("b.jpg")])
    assert (reports[-1].done, reports[-1].total) == (8, 10)


def test_pace_estimates_from_the_frames_done(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, reports = Clock(monkeypatch), list[Progress]()
    pace = Pace(reports.append)
    files = [found(f"{number}.jpg") for number in range(10)]
    pace.begin(10, files)
    for file in files[:5]:
        clock.now += 2.0
        pace.finished(file, frames=1)
    assert reports[-1].eta_s == pytest.approx(10.0)
    assert "4.jpg" in reports[-1].text


def test_pace_learns_how_many_frames_a_clip_has(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, reports = Clock(monkeypatch), list[Progress]()
    pace = Pace(reports.append)
    files = [found(f"{number}.mp4") for number in range(11)]
    pace.begin(11, files)
    for file in files[:10]:
        clock.now += 100.0
        pace.finished(file, frames=100)
    mean_frames = (20 + 10 * 100) / 11
    assert reports[-1].eta_s == pytest.approx(mean_frames, rel=1e-6)


def test_pace_says_nothing_about_the_future_in_the_first_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, reports = Clock(monkeypatch), list[Progress]()
    pace = Pace(reports.append)
    pace.begin(2, [found("a.jpg"), found("b.jpg")])
    clock.now += 0.5
    pace.finished(found("a.jpg"), frames=1)
    assert reports[-1].eta_s is None


def test_pace_reports_at_most_twenty_times_a_second_but_always_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, reports = Clock(monkeypatch), list[Progress]()
    pace = Pace(reports.append)
    files = [found(f"{number}.jpg") for number in range(1000)]
    pace.begin(1000, files)
    for file in files:
        clock.now += 0.001
        pace.finished(file, frames=1)
    pace.end()
    assert len(reports) <= 23
    assert reports[-1].done == reports[-1].total == 1000
