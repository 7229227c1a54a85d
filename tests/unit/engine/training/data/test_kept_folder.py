from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from engine.jobs import Cancelled, CancelToken
from engine.training.data.kept_folder import DONE_NAME, make_once


def test_make_once_is_not_made_again(tmp_path: Path) -> None:
    made: list[int] = []
    for number in range(2):
        make_once(tmp_path / "kept", partial(made.append, number), CancelToken())
    assert made == [0]
    assert (tmp_path / "kept" / DONE_NAME).is_file()


def test_make_once_that_fails_is_made_by_the_next(tmp_path: Path) -> None:
    def fail() -> None:
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        make_once(tmp_path, fail, CancelToken())
    made: list[int] = []
    make_once(tmp_path, lambda: made.append(1), CancelToken())
    assert made == [1]


def test_make_once_waits_for_another_that_makes_it_and_can_be_cancelled(tmp_path: Path) -> None:
    begun, goes_on = Event(), Event()

    def slowly() -> None:
        begun.set()
        assert goes_on.wait(10)

    other = Thread(target=make_once, args=(tmp_path, slowly, CancelToken()))
    other.start()
    assert begun.wait(10)
    cancel = CancelToken()
    cancel.cancel()
    made: list[int] = []
    with pytest.raises(Cancelled):
        make_once(tmp_path, lambda: made.append(1), cancel)
    goes_on.set()
    make_once(tmp_path, lambda: made.append(1), CancelToken())
    other.join()
    assert made == []
