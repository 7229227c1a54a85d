"""A worker is this very engine, whatever lies in the folder where it is started."""

from __future__ import annotations

import os
import site
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest

import engine
from engine.media import worker_link
from engine.media.worker_link import WorkerLink
from tests.helpers.media import draw_photo

if sys.platform == "linux":
    import fcntl

HOME = Path(engine.__file__).resolve().parent.parent
SETTINGS = {"decoding": {}, "sampling": {}, "input_px": 32, "threads": 1}


def test_ask_in_a_folder_of_traps_runs_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = draw_photo(tmp_path / "a.png")
    for trap in ("numpy.py", "json.py", "engine/__init__.py"):
        (tmp_path / trap).parent.mkdir(exist_ok=True)
        (tmp_path / trap).write_text("from pathlib import Path; Path('sprung').touch()")
    monkeypatch.chdir(tmp_path)
    link = WorkerLink(SETTINGS)
    try:
        replies = list(link.ask({"op": "decode", "path": photo}))
    finally:
        link.close()
    assert "done" in replies[-1]
    assert not (tmp_path / "sprung").exists()


def test_environment_of_an_installed_engine_adds_no_search_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies in site-packages would otherwise come before Python's own modules."""
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(HOME)])
    monkeypatch.setenv("PYTHONPATH", "of the user")
    assert worker_link.engine_environment()["PYTHONPATH"] == "of the user"
    monkeypatch.delenv("PYTHONPATH")
    assert "PYTHONPATH" not in worker_link.engine_environment()


def test_environment_of_a_checkout_leads_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "getsitepackages", lambda: [sys.prefix])
    monkeypatch.setenv("PYTHONPATH", "of the user")
    assert worker_link.engine_environment()["PYTHONPATH"].split(os.pathsep) == [str(HOME), "of the user"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has pipes of any size")
@pytest.mark.parametrize(("beside", "size"), [(0, 1 << 20), (31, 1 << 20), (62, 1 << 19), (200, 1 << 17)])
def test_pipe_of_a_worker_holds_several_frames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: int, size: int
) -> None:
    """Within what all of them may have: beyond it, the system gives the same person tiny pipes."""
    sizes: list[int] = []
    widen = worker_link._widen

    def note(pipe: BinaryIO, wanted: int) -> None:
        widen(pipe, wanted)
        sizes.append(fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ))

    monkeypatch.setattr(worker_link, "_widen", note)
    assert decodes(draw_photo(tmp_path / "a.png"), beside)
    assert sizes == [size]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has pipes of any size")
def test_pipe_that_is_larger_already_stays_so() -> None:
    end, other = os.pipe()
    with os.fdopen(end, "rb") as reader, os.fdopen(other, "wb"):
        fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 1 << 18)
        worker_link._widen(reader, 1 << 17)
        assert fcntl.fcntl(reader, fcntl.F_GETPIPE_SZ) == 1 << 18


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has pipes of any size")
def test_worker_works_with_the_pipe_it_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("more than a person may have")

    monkeypatch.setattr("engine.media.worker_link.fcntl", SimpleNamespace(fcntl=refuse, F_GETPIPE_SZ=1032))
    assert decodes(draw_photo(tmp_path / "a.png"), 0)


def decodes(photo: Path, beside: int) -> bool:
    link = WorkerLink(SETTINGS, beside=beside)
    try:
        return "done" in list(link.ask({"op": "decode", "path": photo}))[-1]
    finally:
        link.close()
