from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from typing import Any, BinaryIO

import pytest

from engine import wire
from engine.host.outbox import Outbox
from engine.jobs import Progress

WAIT_S = 10.0


class Gated(io.BytesIO):
    """A stream whose first write waits until the gate opens: a window that is slow to read."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.entered = threading.Event()

    def write(self, data: Any, /) -> int:
        self.entered.set()
        assert self.gate.wait(WAIT_S)
        return super().write(data)

    def frames(self) -> list[Any]:
        stream = io.BytesIO(self.getvalue())
        frames = []
        while stream.tell() < len(self.getvalue()):
            frames.append(wire.read_frame(stream))
        return frames


@pytest.fixture
def pipe() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as reader, os.fdopen(write_end, "wb") as writer:
        yield reader, writer


def test_outbox_frames_arrive_in_order() -> None:
    stream = Gated()
    stream.gate.set()
    outbox = Outbox(stream)
    for number in range(50):
        outbox.send({"n": number})
    assert outbox.close(WAIT_S)
    assert [frame["n"] for frame in stream.frames()] == list(range(50))


def test_outbox_progress_is_thinned_and_the_last_comes_before_the_answer() -> None:
    stream = Gated()
    outbox = Outbox(stream, progress_interval_s=3600)
    for done in range(1, 1001):
        outbox.report(7, Progress(done, 1000))
        if done == 1:
            assert stream.entered.wait(WAIT_S)
    outbox.answer(7, {"returned": None})
    stream.gate.set()
    assert outbox.close(WAIT_S)
    assert stream.frames() == [
        {"id": 7, "progress": Progress(1, 1000)},
        {"id": 7, "progress": Progress(1000, 1000)},
        {"id": 7, "returned": None},
    ]


def test_outbox_last_progress_of_a_job_that_goes_on_is_sent_without_a_further_report(
    pipe: tuple[BinaryIO, BinaryIO],
) -> None:
    reader, writer = pipe
    outbox = Outbox(writer, progress_interval_s=0.02)
    outbox.report(1, Progress(1))
    assert wire.read_frame(reader)["progress"] == Progress(1)
    outbox.report(1, Progress(2))
    outbox.report(1, Progress(3))
    assert wire.read_frame(reader)["progress"] in (Progress(2), Progress(3))
    assert outbox.close(WAIT_S)


def test_outbox_progress_of_two_requests_is_thinned_apart(pipe: tuple[BinaryIO, BinaryIO]) -> None:
    reader, writer = pipe
    outbox = Outbox(writer, progress_interval_s=3600)
    outbox.report(1, Progress(1))
    assert wire.read_frame(reader) == {"id": 1, "progress": Progress(1)}
    outbox.report(2, Progress(5))
    assert wire.read_frame(reader) == {"id": 2, "progress": Progress(5)}
    assert outbox.close(WAIT_S)


def test_outbox_value_that_may_not_cross_is_refused_to_its_sender() -> None:
    stream = Gated()
    stream.gate.set()
    outbox = Outbox(stream)
    with pytest.raises(TypeError, match="may not cross"):
        outbox.answer(1, {"returned": object()})
    outbox.answer(1, {"bug": "told instead"})
    assert outbox.close(WAIT_S)
    assert stream.frames() == [{"id": 1, "bug": "told instead"}]


def test_outbox_with_a_closed_pipe_takes_frames_without_effect(pipe: tuple[BinaryIO, BinaryIO]) -> None:
    reader, writer = pipe
    reader.close()
    outbox = Outbox(writer)
    outbox.send({"n": 1})
    assert outbox.close(WAIT_S)
    outbox.send({"n": 2})
    outbox.report(1, Progress(1))
    with pytest.raises(OSError, match="pipe"):
        writer.close()


def test_outbox_close_with_a_window_that_does_not_read_gives_up() -> None:
    stream = Gated()
    outbox = Outbox(stream)
    outbox.send({"n": 1})
    assert stream.entered.wait(WAIT_S)
    assert not outbox.close(0.01)
    stream.gate.set()
    assert outbox.close(WAIT_S)
