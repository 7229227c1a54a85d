"""How records travel over a pipe: length-prefixed frames of JSON plus raw bytes. No pickle.

A frame is `>II` (header bytes, number of blobs), the blobs' lengths as `>Q` each, the JSON header, the blobs.
Records, enums, paths, times and arrays are tagged in the JSON; only the classes of the modules of records and of
`engine.jobs` can come out of it, so a peer cannot make this side build anything else.
"""

from __future__ import annotations

import dataclasses
import json
import struct
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from engine import browse_records, caption_records, jobs, library_records, model_records, records, tuning_records

# Said in the first frame; raise it when what the frames mean changes.
PROTOCOL_VERSION = 1

MAX_HEADER_BYTES = 64 * 1024 * 1024
MAX_BLOB_BYTES = 1024 * 1024 * 1024
MAX_BLOBS = 4096

_KNOWN: dict[str, type] = {
    name: value
    for module in (records, library_records, model_records, browse_records, caption_records, tuning_records, jobs)
    for name, value in vars(module).items()
    if isinstance(value, type)
    and value.__module__ == module.__name__
    and (dataclasses.is_dataclass(value) or issubclass(value, Enum))
}

# What reading a value that is not one of ours can raise: wrong tags, types, shapes, counts or depth.
_NOT_OURS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, SyntaxError)


class WireError(Exception):
    """The peer sent something that is not a frame of ours."""


def write_frame(stream: BinaryIO, value: object) -> None:
    """Write one value and flush.

    Raises:
        TypeError: The value holds something that may not cross.
        ValueError: It is larger than the peer would take; nothing was written.
        OSError: The pipe is closed.
    """
    blobs: list[bytes] = []
    header = json.dumps(_pack(value, blobs), ensure_ascii=True, separators=(",", ":")).encode("ascii")
    if len(header) > MAX_HEADER_BYTES or len(blobs) > MAX_BLOBS or sum(map(len, blobs)) > MAX_BLOB_BYTES:
        raise ValueError(f"a frame of {len(header)} bytes with {len(blobs)} blobs is too large to send")
    lengths = b"".join(struct.pack(">Q", len(blob)) for blob in blobs)
    stream.write(struct.pack(">II", len(header), len(blobs)) + lengths + header)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def read_frame(stream: BinaryIO) -> Any:
    """Read one value.

    Raises:
        EOFError: The peer closed the pipe between frames or inside one.
        WireError: The bytes are not a frame of ours.
    """
    header_bytes, blob_count = struct.unpack(">II", _read_exactly(stream, 8))
    if header_bytes > MAX_HEADER_BYTES or blob_count > MAX_BLOBS:
        raise WireError(f"frame header of {header_bytes} bytes with {blob_count} blobs")
    lengths = struct.unpack(f">{blob_count}Q", _read_exactly(stream, 8 * blob_count))
    if sum(lengths) > MAX_BLOB_BYTES:
        raise WireError(f"{sum(lengths)} bytes of blobs")
    header = _read_exactly(stream, header_bytes)
    blobs = [_read_exactly(stream, length) for length in lengths]
    try:
        return _unpack(json.loads(header), blobs)
    except _NOT_OURS as error:
        raise WireError(f"{type(error).__name__}: {error}") from error


def _read_exactly(stream: BinaryIO, count: int) -> bytes:
    parts = []
    while count:
        part = stream.read(count)
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _pack(value: Any, blobs: list[bytes]) -> Any:
    if isinstance(value, Enum):
        return {"$enum": type(value).__name__, "value": value.value}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Path):
        return {"$path": str(value)}
    if isinstance(value, datetime):
        return {"$time": value.isoformat()}
    if isinstance(value, (bytes, np.ndarray, np.generic)):
        return _pack_block(value, blobs)
    if dataclasses.is_dataclass(value) and type(value).__name__ in _KNOWN:
        fields = {item.name: _pack(getattr(value, item.name), blobs) for item in dataclasses.fields(value)}
        return {"$record": type(value).__name__, "fields": fields}
    if isinstance(value, (tuple, list)):
        return [_pack(item, blobs) for item in value]
    if isinstance(value, Mapping):
        return {"$map": [[_pack(key, blobs), _pack(item, blobs)] for key, item in value.items()]}
    raise TypeError(f"{type(value).__name__} may not cross the border")


def _pack_block(value: Any, blobs: list[bytes]) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, bytes):
        blobs.append(value)
        return {"$bytes": len(blobs) - 1}
    if value.dtype.kind not in "biuf":
        raise TypeError(f"arrays of {value.dtype} may not cross the border")
    blobs.append(np.ascontiguousarray(value).tobytes())
    return {"$array": len(blobs) - 1, "dtype": value.dtype.str, "shape": list(value.shape)}


def _unpack(value: Any, blobs: list[bytes]) -> Any:
    if isinstance(value, list):
        return tuple(_unpack(item, blobs) for item in value)
    if not isinstance(value, dict):
        return value
    if "$record" in value:
        fields = {name: _unpack(item, blobs) for name, item in value["fields"].items()}
        return _KNOWN[value["$record"]](**fields)
    if "$enum" in value:
        return _KNOWN[value["$enum"]](value["value"])
    if "$path" in value:
        return Path(value["$path"])
    if "$time" in value:
        return datetime.fromisoformat(value["$time"])
    if "$bytes" in value:
        return blobs[value["$bytes"]]
    if "$array" in value:
        return _unpack_array(value, blobs)
    return {_unpack(key, blobs): _unpack(item, blobs) for key, item in value["$map"]}


def _unpack_array(value: dict[str, Any], blobs: list[bytes]) -> np.ndarray[Any, Any]:
    dtype = np.dtype(value["dtype"])
    if dtype.kind not in "biuf":
        raise ValueError(f"arrays of {dtype} may not cross the border")
    return np.frombuffer(blobs[value["$array"]], dtype=dtype).reshape(value["shape"])
