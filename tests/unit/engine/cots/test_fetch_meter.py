import pytest

from engine.cots.fetch_meter import FetchMeter
from engine.jobs import CancelToken, Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("engine.cots.fetch_meter.time.monotonic", lambda: now[0])
    return now


def test_meter_tells_what_is_left_by_the_pace_of_this_run(clock: list[float]) -> None:
    seen: list[Progress] = []
    meter = FetchMeter("tiny", 10_000_000, 5_000_000, CancelToken(), seen.append)
    clock[0] += 2
    meter.add(1_000_000)
    assert (seen[-1].done, seen[-1].total) == (6_000_000, 10_000_000)
    assert seen[-1].eta_s == pytest.approx(8.0)
    assert seen[-1].text == "Fetching tiny (6 of 10 MB)"


def test_meter_promises_nothing_before_it_knows_the_pace(clock: list[float]) -> None:
    seen: list[Progress] = []
    meter = FetchMeter("tiny", 10, 5, CancelToken(), seen.append)
    meter.add(1)
    clock[0] += 5
    meter.add(-6)
    assert [progress.eta_s for progress in seen] == [None, None]
