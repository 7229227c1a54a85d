"""A path is told once nobody writes to it any more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.media.settling import Settling, State, state_of

A, B = Path("a.jpg"), Path("b.jpg")


class Disk:
    """What a look sees."""

    def __init__(self) -> None:
        self.states: dict[Path, State] = {A: (1, 1), B: (1, 1)}
        self.looks = 0

    def look(self, path: Path) -> State:
        self.looks += 1
        return self.states.get(path)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def settling(disk: Disk) -> Settling:
    return Settling(disk.look, quiet_s=2, cap_s=60)


def taken(settling: Settling, until_s: float, from_s: float = 0.0) -> dict[Path, float]:
    """When each path was told, looking ten times a second."""
    told: dict[Path, float] = {}
    for tenth in range(round(from_s * 10), round(until_s * 10) + 1):
        told |= dict.fromkeys(settling.take(tenth / 10), tenth / 10)
    return told


def test_quiet_file_is_told_after_two_looks(settling: Settling, disk: Disk) -> None:
    settling.add(A, 10.0)
    assert settling.next_due_s() == 11.0
    assert taken(settling, 20, from_s=10) == {A: 12.0}
    assert (disk.looks, len(settling), settling.next_due_s()) == (2, 0, None)


def test_every_change_starts_anew(settling: Settling) -> None:
    settling.add(A, 0.0)
    assert taken(settling, 1.5) == {}
    settling.add(A, 1.5)
    assert taken(settling, 10, from_s=1.6) == {A: 3.5}


def test_file_that_grows_without_a_notice_waits_until_it_stops(settling: Settling, disk: Disk) -> None:
    settling.add(A, 0.0)
    for second in range(100):
        disk.states[A] = (second, second)
        assert settling.take(float(second)) == frozenset()
    assert taken(settling, 110, from_s=100) == {A: 100.0}


def test_file_that_is_touched_for_ever_is_told_at_the_cap(settling: Settling) -> None:
    told: dict[Path, float] = {}
    for tenth in range(700):
        settling.add(A, tenth / 10)
        told |= dict.fromkeys(settling.take(tenth / 10), tenth / 10)
        if told:
            break
    assert told == {A: 61.0}


def test_file_that_is_written_for_longer_than_the_cap_waits_for_its_end(settling: Settling, disk: Disk) -> None:
    for second in range(90):
        disk.states[A] = (second, second)
        settling.add(A, float(second))
        assert settling.take(float(second)) == frozenset()
    assert A in taken(settling, 95, from_s=90)


def test_paths_wait_for_themselves_only(settling: Settling) -> None:
    settling.add(A, 0.0)
    settling.add(B, 1.9)
    assert taken(settling, 10) == {A: 2.0, B: 3.9}


def test_what_is_gone_or_a_folder_settles_at_the_first_look(settling: Settling, disk: Disk) -> None:
    disk.states[A] = None
    settling.add(A, 0.0)
    assert taken(settling, 5) == {A: 1.0}


def test_file_deleted_while_waiting_is_told_once(settling: Settling, disk: Disk) -> None:
    settling.add(A, 0.0)
    assert taken(settling, 1.2) == {}
    disk.states[A] = None
    settling.add(A, 1.2)
    assert taken(settling, 10, from_s=1.2) == {A: 2.2}


def test_many_paths_are_looked_at_twice_each_and_no_more(disk: Disk) -> None:
    paths = [Path(f"{number}.jpg") for number in range(20_000)]
    disk.states = dict.fromkeys(paths, (1, 1))
    settling = Settling(disk.look, quiet_s=2, cap_s=60)
    for path in paths:
        settling.add(path, 0.0)
        settling.take(0.0)
    assert len(taken(settling, 3)) == 20_000
    assert disk.looks == 40_000


def test_state_of_files_folders_and_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"123")
    os.utime(tmp_path / "a.jpg", ns=(5, 7))
    assert state_of(tmp_path / "a.jpg") == (3, 7)
    assert state_of(tmp_path) is None
    assert state_of(tmp_path / "nothing.jpg") is None
    assert state_of(Path("null\0.jpg")) is None
