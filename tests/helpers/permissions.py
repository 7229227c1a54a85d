"""Lets permissions stop even root: its power over them is laid down for a while, by this thread and those it starts."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION = 0x20080522
_IGNORES_PERMISSIONS = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextmanager
def permissions_apply() -> Iterator[None]:
    """Have permissions mean something while the block lasts, whoever runs the tests; skips where that cannot be had."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions are another thing here")
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root may read and write everything")
    capabilities = (_Capabilities * 2)()
    _call("capget", capabilities)
    before = capabilities[0].effective
    capabilities[0].effective &= ~_IGNORES_PERMISSIONS
    _call("capset", capabilities)
    try:
        yield
    finally:
        capabilities[0].effective = before
        _call("capset", capabilities)


def _call(name: str, capabilities: ctypes.Array[_Capabilities]) -> None:
    header = _Header(_VERSION, 0)
    if getattr(ctypes.CDLL(None, use_errno=True), name)(ctypes.byref(header), capabilities):
        pytest.skip(f"{name} is refused: {os.strerror(ctypes.get_errno())}")
