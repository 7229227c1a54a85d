"""Any name a file system can hold."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.store.path_bytes import decode_path, encode_path, prefix_range, storable_text

names = st.binary(min_size=1, max_size=12).filter(
    lambda name: b"/" not in name and b"\0" not in name and name.strip(b".")
)


@given(st.lists(names, min_size=1, max_size=4))
def test_any_path_comes_back_byte_for_byte(parts: list[bytes]) -> None:
    raw = b"/" + b"/".join(parts)
    assert encode_path(decode_path(raw)) == raw


@given(st.lists(names, min_size=1, max_size=3), st.lists(names, min_size=1, max_size=4))
def test_prefix_range_holds_what_lies_below_and_nothing_else(folder: list[bytes], other: list[bytes]) -> None:
    low, high = prefix_range(Path(os.fsdecode(b"/" + b"/".join(folder))))
    below = b"/" + b"/".join([*folder, *other])
    elsewhere = b"/" + b"/".join(other)
    assert low <= below < high
    is_below = len(other) > len(folder) and other[: len(folder)] == folder
    assert (low <= elsewhere < high) == is_below


def test_prefix_range_of_the_root_holds_everything() -> None:
    low, high = prefix_range(Path("/"))
    assert low <= b"/a" < high


@given(st.text())
def test_storable_text_can_be_stored_and_plain_text_is_left_alone(text: str) -> None:
    storable_text(text).encode("utf-8")
    assert storable_text("Größe 日本") == "Größe 日本"
    assert storable_text(os.fsdecode(b"caf\xe9")) == r"caf\udce9"
