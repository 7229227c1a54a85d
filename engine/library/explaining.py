"""Why a picture matches: finds the frame, decodes it, and has each word of the query shown on it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from engine.cots.lazy_encoder import LazyEncoder
from engine.cots.protocol import Encoder
from engine.errors import BadQuery
from engine.jobs import CancelToken
from engine.library.known_frames import FrameVectors
from engine.library.picture_desk import PictureDesk
from engine.records import Explanation
from engine.search.query import parse_query

if TYPE_CHECKING:
    from engine.cots.encoder import CotsEncoder


def best_time(query: str, frames: FrameVectors, encoder: Encoder) -> float:
    """Return the time in seconds of the frame that matches what the query looks for best.

    Raises:
        BadQuery: The query holds nothing to look for.
    """
    text = encoder.encode_texts([_looked_for(query)])[0]
    return float(frames.times_s[(frames.vectors @ text).argmax()])


def explain_frame(
    query: str, path: Path, time_s: float | None, encoder: Encoder, desk: PictureDesk, *, cancel: CancelToken
) -> Explanation:
    """Explain a photo, or the frame of a clip at `time_s`; words that push away are left out.

    Raises:
        BadQuery: The query holds nothing to look for.
        FolderMissing: There is no such file.
        MediaUnreadable: It cannot be decoded.
        Cancelled: A stop was asked for.
    """
    from engine.explain.word_maps import explain  # brings torch along

    started = time.perf_counter()
    looked_for = _looked_for(query)
    pixels = desk.frame(path, time_s) if time_s is not None else desk.frames(path, cancel=cancel)[1][0].pixels
    cancel.check()
    with _loaded(encoder) as loaded:
        explanation = explain(loaded, looked_for, np.array(pixels))  # a copy: torch wants to be able to write
    took_ms = (time.perf_counter() - started) * 1000
    return dataclasses.replace(explanation, query=query, time_s=time_s, took_ms=took_ms)


def _looked_for(query: str) -> str:
    parsed = parse_query(query)
    if not parsed.positive:
        raise BadQuery("The query only says what to leave out; there is nothing to show.")
    return parsed.positive


@contextmanager
def _loaded(encoder: Encoder) -> Iterator[CotsEncoder]:
    """Give out the encoder that explanations need, to one user at a time."""
    if isinstance(encoder, LazyEncoder):
        with encoder.exclusive() as loaded:
            yield loaded
    else:
        yield cast("CotsEncoder", encoder)
