"""The whole application without a network: it works, and no process of it, in whatever language, even tries."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import Amount, Figures
from tests.faults.failing_calls import build_preload
from tests.helpers.media import draw_photo, make_clip

ROOT = Path(__file__).resolve().parents[2]
_COMMANDS = (
    ("search", "a red picture"),
    ("explain", "a red picture", "{photo}", "--out", "{place}/maps"),
    ("captions", "add", "{photo}", "Rex in the snow"),
    ("captions", "export", "{place}/captions.csv"),
    ("folders", "list"),
    ("models", "list"),
    ("verify", "--repair"),
    ("backup", "{place}/backup"),
    ("doctor",),
)
# The window walked through, the engine's process, fine-tuning, and everything that holds them together.
_TESTS = ("tests/gui", "tests/integration", "tests/unit/engine/host", "tests/unit/engine/library")
# Training that is divided among processes talks over the loopback, and looks up the machine's own name for that.
_LEFT_OUT = ("-m", "not loopback", "--ignore", "tests/integration/test_cots_training_divided.py")


class Island:
    """Runs programs in a network of their own with nothing in it, and notes every try to leave."""

    def __init__(self, folder: Path) -> None:
        self.notes = folder / "network-notes"
        self._preload = build_preload(folder, "network_calls.c")
        self._unshare = _unshare()
        self.programs = 0

    def run(self, *command: str, timeout_s: float = 300) -> str:
        """Run a program to its end, which must be a good one; return what it printed."""
        environment = {
            **os.environ,
            "LD_PRELOAD": str(self._preload),
            "EVOKE_NETWORK_NOTES": str(self.notes),
            "QT_QPA_PLATFORM": "offscreen",
        }
        done = subprocess.run(
            [*self._unshare, *command],
            capture_output=True, text=True, timeout=timeout_s, cwd=ROOT, env=environment, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
        self.programs += 1
        return done.stdout

    def evoke(self, *arguments: str) -> str:
        return self.run(sys.executable, "-m", "engine", *arguments)

    def tries(self) -> list[str]:
        return self.notes.read_text("utf-8", "replace").splitlines() if self.notes.exists() else []


@pytest.fixture
def island(tmp_path: Path) -> Island:
    return Island(tmp_path)


def test_island_has_no_network_and_notes_every_try_to_reach_one(island: Island) -> None:
    island.run(
        sys.executable, "-I", "-c",
        "import socket, _socket\n"
        "try: socket.create_connection(('192.0.2.1', 9), 1)\n"
        "except OSError: pass\n"
        "try: socket.getaddrinfo('example.invalid', 80)\n"
        "except OSError: pass",
    )  # fmt: skip
    assert {line.split()[0] for line in island.tries()} >= {"socket", "connect", "getaddrinfo"}


@pytest.mark.timeout(300)
def test_whole_application_works_without_a_network_and_tries_none(
    island: Island, tmp_path: Path, amount: Amount, figures: Figures
) -> None:
    photos, library = tmp_path / "photos", str(tmp_path / "library")
    for number, colour in enumerate(("red", "green", "blue", "white")):
        draw_photo(photos / f"{number}.jpg", colour)
    make_clip(photos / "clip.mp4", ["green", "red", "blue"], hold=4)
    report = json.loads(island.evoke("index", str(photos), "--library", library, "--json"))
    assert (report["embedded"], report["problems"]) == (5, [])
    picture = tmp_path / "window.png"
    window = ("--library", library, "--query", "a red picture", "--screenshot", str(picture))
    island.run(sys.executable, "-m", "app", "gui", *window)  # with the engine's process, a search and a heat map
    assert picture.stat().st_size > 10_000
    passed = 0
    if amount(0, 1):
        for command in _COMMANDS:
            island.evoke(
                *(word.format(photo=photos / "0.jpg", place=tmp_path) for word in command), "--library", library
            )
        said = island.run(sys.executable, "-m", "pytest", "-q", "-n", "0", *_TESTS, *_LEFT_OUT, timeout_s=7200)
        passed = int(said.rsplit(" passed", 1)[0].rsplit(None, 1)[-1])
    tries = island.tries()
    figures(programs=island.programs, tests_passed=passed, network_calls=len(tries), tries=tries[:5])
    assert tries == []


def _unshare() -> list[str]:
    """Return the command that puts another one where no network is; the calls are noted all the same without."""
    program = shutil.which("unshare")
    for options in (["-n"], ["-rn"]):
        if program is not None:
            tried = subprocess.run([program, *options, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                return [program, *options]
    return []
