"""Ctrl-C once asks, twice leaves; real signals to real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.cli.interrupts import cancel_on_interrupt
from engine.jobs import CancelToken, loading

ROOT = Path(__file__).resolve().parents[4]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows delivers no signals to one process")

STUBBORN = """
import time
from engine.cli.interrupts import cancel_on_interrupt
with cancel_on_interrupt() as cancel:
    print("ready", flush=True)
    while not cancel.is_cancelled:
        time.sleep(0.01)
    print("asked", flush=True)
    sum(range(10**12))  # one long computation: no Python handler can run in it
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_cancel_on_interrupt_first_signal_sets_the_token(
    number: signal.Signals, capfd: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(number)
    with cancel_on_interrupt() as cancel:
        states = [cancel.is_cancelled]
        signal.raise_signal(number)
        states.append(cancel.is_cancelled)
    assert states == [False, True]
    assert signal.getsignal(number) is before
    assert "Press Ctrl-C again" in capfd.readouterr().err


def test_cancel_on_interrupt_leaves_at_once_what_looks_at_no_token(capfd: pytest.CaptureFixture[str]) -> None:
    with cancel_on_interrupt() as cancel:
        with pytest.raises(KeyboardInterrupt), loading():
            signal.raise_signal(signal.SIGINT)
        assert cancel.is_cancelled
    assert "Stopping" in capfd.readouterr().err


def test_cancel_on_interrupt_second_signal_leaves_at_once() -> None:
    command = [sys.executable, "-c", STUBBORN]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            child.send_signal(signal.SIGINT)
            assert child.stdout.readline() == "asked\n"
            child.send_signal(signal.SIGINT)
            assert child.wait(timeout=20) == -signal.SIGINT  # a shell shows 130
        finally:
            child.kill()


def test_cancel_on_interrupt_other_thread_gets_a_token_that_is_never_set() -> None:
    tokens: list[CancelToken] = []

    def work() -> None:
        with cancel_on_interrupt() as cancel:
            tokens.append(cancel)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert not tokens[0].is_cancelled
