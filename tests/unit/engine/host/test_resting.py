from __future__ import annotations

import threading

from engine.host.resting import Resting

PATIENCE_S = 10.0
SOON_S = 0.02


class Noted:
    """Notes what is called, and can be waited for."""

    def __init__(self, fails: bool = False) -> None:
        self.count = 0
        self._fails = fails
        self._called = threading.Semaphore(0)

    def __call__(self) -> None:
        self.count += 1
        self._called.release()
        if self._fails:
            raise RuntimeError("the memory is gone")

    def wait(self) -> None:
        assert self._called.acquire(timeout=PATIENCE_S)


def test_resting_rests_once_after_quiet_and_wakes_with_the_next_request() -> None:
    rest, wake = Noted(), Noted()
    resting = Resting(rest, wake, SOON_S)
    rest.wait()
    assert wake.count == 0
    with resting.busy():
        wake.wait()
    rest.wait()
    assert resting.close(PATIENCE_S)
    assert (rest.count, wake.count) == (2, 1)


def test_resting_while_somebody_is_busy_does_not_rest() -> None:
    rest = Noted()
    resting = Resting(rest, Noted(), SOON_S)
    rest.wait()
    with resting.busy(), resting.busy():
        assert not rest._called.acquire(timeout=5 * SOON_S)
    rest.wait()
    assert resting.close(PATIENCE_S)


def test_resting_closed_before_it_was_quiet_never_rests() -> None:
    rest = Noted()
    resting = Resting(rest, Noted(), 1000.0)
    assert resting.close(PATIENCE_S)
    assert rest.count == 0


def test_resting_that_fails_is_logged_and_tried_the_next_time(expected_warnings: list[str]) -> None:
    expected_warnings.append("Memory could not be given back")
    rest = Noted(fails=True)
    resting = Resting(rest, Noted(), SOON_S)
    rest.wait()
    with resting.busy():
        pass
    rest.wait()
    assert resting.close(PATIENCE_S)
