from __future__ import annotations

import threading

import pytest

from engine.jobs import Cancelled, CancelToken, Progress, ignore_progress


def test_cancel_token_fresh_lets_the_job_go_on() -> None:
    token = CancelToken()
    token.check()
    assert not token.is_cancelled


def test_cancel_token_cancelled_stops_every_later_check() -> None:
    token = CancelToken()
    token.cancel()
    token.cancel()
    assert token.is_cancelled
    for _ in range(2):
        with pytest.raises(Cancelled):
            token.check()


def test_cancel_token_cancelled_on_another_thread_stops_this_one() -> None:
    token = CancelToken()
    asker = threading.Thread(target=token.cancel)
    asker.start()
    asker.join()
    with pytest.raises(Cancelled):
        token.check()


def test_cancelled_is_no_error_of_the_world() -> None:
    from engine.errors import EngineError

    assert not issubclass(Cancelled, EngineError)


def test_ignore_progress_takes_any_report() -> None:
    ignore_progress(Progress(1, 2, "reading", 0.5))
