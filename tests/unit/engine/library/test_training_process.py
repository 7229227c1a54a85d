"""The child that trains: relayed, survived, and ended in time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.errors import BadData, TrainingFailed
from engine.jobs import Cancelled, CancelToken
from engine.library.training_process import train
from tests.helpers.fake_training import fake_training_command
from tests.helpers.tiny_cots import save_tiny_checkpoint

Event = Mapping[str, Any]


def _run(tmp_path: Path, mode: str, *, cancel: CancelToken | None = None) -> list[Event]:
    events: list[Event] = []
    command = fake_training_command(mode, tmp_path / "tiny")
    (tmp_path / "run").mkdir(exist_ok=True)
    train(
        tmp_path / "run", tmp_path / "log.txt", cancel=cancel or CancelToken(), on_event=events.append, command=command
    )
    return events


def test_train_relays_events_and_skips_what_is_none(tmp_path: Path) -> None:
    save_tiny_checkpoint(tmp_path / "tiny")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "pictures.jsonl").write_text("")
    (tmp_path / "run" / "request.json").write_text("{}")
    events = _run(tmp_path, "accept")
    assert [event["event"] for event in events] == ["progress", "note", "measured", "saw", "finished"]


def test_train_failure_comes_back_as_the_error_it_was(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="guard holds nothing") as failure:
        _run(tmp_path, "fail")
    assert (failure.value.hint, failure.value.path) == ("Look at it.", tmp_path / "run")


def test_train_crash_is_a_sentence_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(TrainingFailed, match="exit code 1") as failure:
        _run(tmp_path, "crash")
    assert "ZeroDivisionError: by zero" in failure.value.hint
    assert failure.value.path == tmp_path / "log.txt"


def test_train_killed_for_memory_says_so(tmp_path: Path) -> None:
    with pytest.raises(TrainingFailed, match="exit code -9") as failure:
        _run(tmp_path, "kill")
    assert "memory" in failure.value.hint


def test_train_that_left_by_itself_is_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        _run(tmp_path, "leave")


def test_train_cancelled_ends_even_a_stubborn_child_within_a_second(tmp_path: Path) -> None:
    save_tiny_checkpoint(tmp_path / "tiny")
    token = CancelToken()
    seen: list[tuple[int, float]] = []

    def stop(event: Event) -> None:
        seen.append((int(str(event["text"]).split()[1]), time.monotonic()))
        token.cancel()

    (tmp_path / "run").mkdir()
    with pytest.raises(Cancelled):
        train(
            tmp_path / "run",
            tmp_path / "log.txt",
            cancel=token,
            on_event=stop,
            command=fake_training_command("stubborn", tmp_path / "tiny"),
        )
    ((pid, asked_at),) = seen
    assert time.monotonic() - asked_at < 1.5
    assert not psutil.pid_exists(pid)


def test_train_that_cannot_be_started_says_so(tmp_path: Path) -> None:
    with pytest.raises(TrainingFailed, match="cannot be started"):
        train(
            tmp_path,
            tmp_path / "log.txt",
            cancel=CancelToken(),
            on_event=lambda event: None,
            command=[str(tmp_path / "nothing")],
        )
