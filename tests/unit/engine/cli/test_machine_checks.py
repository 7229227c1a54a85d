"""The doctor's findings, good and bad."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from engine.cli import machine_checks
from engine.cli.common_options import CommonOptions
from engine.cli.machine_checks import (
    check_device,
    check_disk,
    check_hnswlib,
    check_library,
    check_model,
    check_python,
    check_qt,
    check_sqlite,
    check_watching,
)
from engine.config import ComputeConfig
from engine.errors import ModelMissing
from engine.store import Store
from tests.helpers.fakes import FakeEncoder


def test_check_python_this_one_is_good() -> None:
    (check,) = check_python()
    assert check.is_ok
    assert check.detail.startswith("3.")


def test_check_qt_failing_import_shows_its_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "Traceback\nImportError: libEGL.so.1: cannot open\n")
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **named: failed)
    (check,) = check_qt()
    assert not check.is_ok
    assert check.detail == "ImportError: libEGL.so.1: cannot open"
    assert "libegl1" in check.hint


def test_check_qt_probe_that_hangs_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*arguments: object, **named: object) -> None:
        raise subprocess.TimeoutExpired("python", 60)

    monkeypatch.setattr(subprocess, "run", hang)
    assert not check_qt()[0].is_ok


@pytest.mark.parametrize(("version", "has_hint"), [((3, 40, 1), True), ((3, 51, 3), False)])
def test_check_sqlite_old_versions_are_explained(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], has_hint: bool
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    (check,) = check_sqlite()
    assert check.is_ok
    assert bool(check.hint) is has_hint


def test_check_hnswlib_absent_means_exact_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hnswlib", None)
    (check,) = check_hnswlib()
    assert check.is_ok
    assert "exactly" in check.hint


def test_check_hnswlib_present_finds_what_was_put_in() -> None:
    pytest.importorskip("hnswlib")
    (check,) = check_hnswlib()
    assert check.is_ok
    assert check.hint == ""


def test_check_device_cpu_says_so() -> None:
    torch_check, device = check_device(ComputeConfig(device="cpu"))
    assert torch_check.is_ok
    assert device.detail.startswith("CPU")


def test_check_device_configured_but_absent_fails() -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("there is a CUDA device here")
    (check,) = check_device(ComputeConfig(device="cuda"))
    assert not check.is_ok


def test_check_model_that_loads_says_how_long_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CommonOptions, "load_encoder", lambda self: FakeEncoder())
    (check,) = check_model(CommonOptions())
    assert check.is_ok
    assert check.detail.startswith("fake, 8 wide")


def test_check_model_missing_fails_with_its_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: CommonOptions) -> None:
        raise ModelMissing("There is no model.", hint="Get one.")

    monkeypatch.setattr(CommonOptions, "load_encoder", fail)
    (check,) = check_model(CommonOptions())
    assert (check.is_ok, check.detail, check.hint) == (False, "There is no model.", "Get one.")


def test_check_library_absent_is_fine_and_is_not_made(tmp_path: Path) -> None:
    library, folder = check_library(tmp_path / "deep" / "library")
    assert library.is_ok
    assert "none yet" in library.detail
    assert folder.is_ok
    assert list(tmp_path.iterdir()) == []


def test_check_library_sound_one_opens(tmp_path: Path) -> None:
    Store.open(tmp_path / "library").close()
    library, _ = check_library(tmp_path / "library")
    assert library.is_ok
    assert "opens" in library.detail


def test_check_library_damaged_one_fails(tmp_path: Path) -> None:
    Store.open(tmp_path / "library").close()
    (tmp_path / "library" / "evoke.db").write_bytes(b"not a database" * 1000)
    library, _ = check_library(tmp_path / "library")
    assert not library.is_ok


def test_check_library_folder_that_cannot_be_written_fails() -> None:
    if not Path("/proc").is_dir():
        pytest.skip("needs a folder that nobody can write to")
    _, folder = check_library(Path("/proc/nowhere/library"))
    assert not folder.is_ok
    assert "--library" in folder.hint


@pytest.mark.parametrize(("free", "is_ok"), [(5_000_000_000, True), (5_000_000, False)])
def test_check_disk_little_space_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, is_ok: bool) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(10**10, 0, free))
    (check,) = check_disk(tmp_path / "library")
    assert check.is_ok is is_ok


@pytest.mark.parametrize(("watches", "is_ok"), [("192536", True), ("100", False)])
def test_check_watching_small_limits_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watches: str, is_ok: bool
) -> None:
    (tmp_path / "max_user_watches").write_text(watches + "\n")
    (tmp_path / "max_user_instances").write_text("128\n")
    monkeypatch.setattr(machine_checks, "_INOTIFY", tmp_path)
    (check,) = check_watching()
    assert check.is_ok is is_ok
    assert bool(check.hint) is not is_ok


def test_check_watching_other_systems_have_no_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_checks, "_INOTIFY", tmp_path / "nowhere")
    assert check_watching() == ()
