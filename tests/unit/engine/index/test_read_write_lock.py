"""Readers together, writers alone."""

from __future__ import annotations

import threading

from engine.index.read_write_lock import ReadWriteLock


def test_readers_share() -> None:
    lock, both = ReadWriteLock(), threading.Barrier(2, timeout=5)

    def read() -> None:
        with lock.read():
            both.wait()  # only passes when both hold it at the same time

    thread = threading.Thread(target=read)
    thread.start()
    read()
    thread.join()


def test_a_writer_is_alone_and_goes_before_later_readers() -> None:
    lock, order, holding = ReadWriteLock(), list[str](), threading.Event()

    def write() -> None:
        holding.set()
        with lock.write():
            order.append("writer")

    def read() -> None:
        with lock.read():
            order.append("reader")

    with lock.read():
        writer = threading.Thread(target=write)
        writer.start()
        holding.wait(5)
        while not lock._writers_waiting:
            pass
        reader = threading.Thread(target=read)
        reader.start()
        assert order == []
    writer.join()
    reader.join()
    assert order == ["writer", "reader"]


def test_counting_under_the_write_lock_loses_nothing() -> None:
    lock, count = ReadWriteLock(), [0]

    def work() -> None:
        for _ in range(500):
            with lock.write():
                count[0] += 1
            with lock.read():
                assert count[0] > 0

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == [2000]
