from __future__ import annotations

import contextlib
import io
import json
import struct
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from engine import wire
from engine.jobs import CancelToken, Progress
from engine.records import (
    Explanation,
    MediaFacts,
    MediaId,
    MediaItem,
    MediaKind,
    Moment,
    Picture,
    SearchHit,
    SearchResult,
    WordMap,
)
from engine.wire import WireError, read_frame, write_frame


def _round_trip(value: object) -> object:
    stream = io.BytesIO()
    write_frame(stream, value)
    stream.seek(0)
    back = read_frame(stream)
    assert stream.read() == b""
    return back


def _frame(header: object, *blobs: bytes) -> io.BytesIO:
    text = json.dumps(header).encode()
    lengths = b"".join(struct.pack(">Q", len(blob)) for blob in blobs)
    return io.BytesIO(struct.pack(">II", len(text), len(blobs)) + lengths + text + b"".join(blobs))


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=[]))
    | st.binary()
    | st.datetimes()
    | st.sampled_from(MediaKind)
    | st.builds(Path, st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@given(plain)
def test_frame_of_any_plain_value_comes_back_equal(value: object) -> None:
    assert _round_trip(value) == value


@given(npst.arrays(npst.scalar_dtypes().filter(lambda dtype: dtype.kind in "biuf"), npst.array_shapes(min_dims=0)))
def test_frame_of_any_array_comes_back_bit_for_bit(array: np.ndarray) -> None:
    back = _round_trip(array)
    assert isinstance(back, np.ndarray)
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())


def test_frame_of_a_strided_array_sends_what_it_shows() -> None:
    array = np.arange(24, dtype=np.float32).reshape(4, 6)[::2, ::3]
    np.testing.assert_array_equal(_round_trip(array), array)


def test_frame_of_nested_records_comes_back_equal() -> None:
    hit = SearchHit(
        media_id=MediaId(2**40),
        path=Path("/photos/a\udcff b.mp4"),  # a file name that is not UTF-8
        kind=MediaKind.VIDEO,
        score=0.25,
        moments=(Moment(0.0, 2.5, 1.0, 0.25, Path("t.jpg")),),
        taken_at=datetime(2020, 2, 29, 12, 30),
    )
    result = SearchResult("dog", (hit,), is_confident=True, took_ms=1.5)
    assert _round_trip({"id": 7, "returned": result}) == {"id": 7, "returned": result}
    assert _round_trip(Progress(3, None, "reading")) == Progress(3, None, "reading")


def test_frame_of_zoned_time_keeps_its_zone() -> None:
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert _round_trip(moment) == moment


def test_frame_of_explanation_carries_its_grids() -> None:
    grid = np.random.default_rng(0).random((7, 7), dtype=np.float32)
    back = _round_trip(Explanation("dog", (WordMap("dog", 0.1, grid),), 0.3, 12.0))
    assert isinstance(back, Explanation)
    np.testing.assert_array_equal(back.words[0].grid, grid)


def test_frames_one_after_the_other_are_read_in_order() -> None:
    stream = io.BytesIO()
    for value in ({"id": 1}, Picture(np.zeros((2, 3, 3), np.uint8)), None):
        write_frame(stream, value)
    stream.seek(0)
    assert read_frame(stream) == {"id": 1}
    picture = read_frame(stream)
    assert isinstance(picture, Picture)
    assert picture.pixels.shape == (2, 3, 3)
    assert read_frame(stream) is None
    with pytest.raises(EOFError):
        read_frame(stream)


def test_numpy_scalars_become_plain_numbers() -> None:
    back = _round_trip({"n": np.int64(2**40), "x": np.float32(0.5), "ok": np.bool_(True)})
    assert back == {"n": 2**40, "x": 0.5, "ok": True}


@pytest.mark.parametrize("value", [object(), CancelToken(), {1, 2}, np.array([object()]), 1j, len])
def test_write_frame_of_something_else_is_refused_before_a_byte_is_sent(value: object) -> None:
    stream = io.BytesIO()
    with pytest.raises(TypeError, match="may not cross"):
        write_frame(stream, {"returned": value})
    assert stream.getvalue() == b""


def test_write_frame_beyond_what_the_peer_takes_is_refused_before_a_byte_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "MAX_BLOB_BYTES", 10)
    stream = io.BytesIO()
    with pytest.raises(ValueError, match="too large"):
        write_frame(stream, b"12345678901")
    assert stream.getvalue() == b""


@pytest.mark.parametrize(
    "header",
    [
        {"$record": "CancelToken", "fields": {}},
        {"$record": "Path", "fields": {}},
        {"$record": "NewType", "fields": {}},
        {"$enum": "StrEnum", "value": "x"},
        {"$enum": "MediaKind", "value": "x"},
        {"$record": "Moment", "fields": {"start_s": 1.0}},
        {"$record": "Moment", "fields": []},
        {"$record": ["Moment"], "fields": {}},
        {"$path": 3},
        {"$time": "yesterday"},
        {"$bytes": 0},
        {"$array": 0, "dtype": "<f4", "shape": [1]},
        {"$map": [[[], 1], [{"$map": []}, 2]]},
        {"$map": 3},
        {"plain": 1},
    ],
)
def test_read_frame_of_something_not_ours_is_a_wire_error(header: object) -> None:
    with pytest.raises(WireError):
        read_frame(_frame(header))


@pytest.mark.parametrize(
    ("dtype", "shape"), [("O", [1]), ("V8", [1]), ("<f4,<f4", [1]), ("f4,", [2]), ("<f4", [3]), ("<f4", [2**70])]
)
def test_read_frame_of_a_bad_array_is_a_wire_error(dtype: str, shape: list[int]) -> None:
    with pytest.raises(WireError):
        read_frame(_frame({"$array": 0, "dtype": dtype, "shape": shape}, bytes(8)))


def test_read_frame_of_absurd_depth_is_a_wire_error() -> None:
    header = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(WireError):
        read_frame(io.BytesIO(struct.pack(">II", len(header), 0) + header))


def test_read_frame_that_announces_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(WireError, match="header"):
        read_frame(io.BytesIO(struct.pack(">II", 2**32 - 1, 0)))
    with pytest.raises(WireError, match="blobs"):
        read_frame(io.BytesIO(struct.pack(">II", 2, 1) + struct.pack(">Q", 2**60)))


@given(st.data())
def test_read_frame_cut_anywhere_is_the_end_of_input(data: st.DataObject) -> None:
    stream = io.BytesIO()
    write_frame(stream, {"id": 1, "returned": (b"abc", np.arange(3), "text")})
    whole = stream.getvalue()
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(whole[:cut]))


@given(st.data())
def test_read_frame_of_damaged_bytes_raises_only_its_own_errors(data: st.DataObject) -> None:
    stream = io.BytesIO()
    facts = MediaFacts(4, 3, datetime(2020, 1, 1))
    write_frame(stream, {"m": MediaItem(MediaId(1), Path("a"), MediaKind.PHOTO, facts, 10), "a": np.arange(3.0)})
    damaged = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WireError, EOFError):
        read_frame(io.BytesIO(bytes(damaged)))
