"""Runs a function on two processes at once that meet at a file: no test opens a socket of its own."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import torch

from engine.training.loop.processes import ProcessGroup, TorchGroup

Job = Callable[[ProcessGroup, Path], object]

# Both processes are forked from one that has imported what takes its time.
_SLOW_IMPORTS = [
    "torch._dynamo",
    "engine.training.loop.trainer",
    "tests.helpers.line_task",
    "tests.helpers.tiny_cots_run",
]


def run_on_two(job: Job, folder: Path, timeout_s: float = 90) -> list[object]:
    """Call `job(group, folder)` on two processes; return what each returned, by rank.

    `job` is a function of a module, and returns something that pickles.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_SLOW_IMPORTS)
    answers: SimpleQueue[tuple[int, object, str]] = context.SimpleQueue()
    started = [context.Process(target=_work, args=(job, rank, folder, answers)) for rank in range(2)]
    for process in started:
        process.start()
    for process in started:
        process.join(timeout_s)
    for process in started:
        process.kill()
    said = {}
    while not answers.empty():
        rank, value, error = answers.get()
        assert not error, error
        said[rank] = value
    assert said.keys() == {0, 1}, "a process ended without a word"
    return [said[0], said[1]]


def _work(job: Job, rank: int, folder: Path, answers: SimpleQueue[tuple[int, object, str]]) -> None:
    torch.set_num_threads(1)
    try:
        group = TorchGroup(rank, 2, torch.device("cpu"), init_method=f"file://{folder}/meeting")
        answers.put((rank, job(group, folder), ""))
        group.close()
    except BaseException:
        answers.put((rank, None, traceback.format_exc()))
        raise
