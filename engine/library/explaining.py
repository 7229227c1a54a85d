"""Why a picture matches: finds the frame, decodes it, and has each word of the query shown on it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from engine.cots.lazy_encoder import LazyEncoder
from engine.cots.protocol import Encoder
from engine.errors import BadQuery
from engine.jobs import CancelToken
from engine.library.known_frames import FrameVectors
from engine.library.picture_desk import PictureDesk
from engine.records import Explanation, PictureTerm, SearchRequest, WordWeight
from engine.search.query import parse_query
from engine.search.text_vectors import TextVectors
from engine.search.weighed_query import WeighedQuery, read_request

if TYPE_CHECKING:
    from engine.cots.encoder import CotsEncoder


def read_query(query: str, weights: tuple[WordWeight, ...] = ()) -> WeighedQuery:
    """Return what is looked for, and how much each part counts.

    Raises:
        BadQuery: The query holds nothing to look for.
    """
    weighed = read_request(SearchRequest(query, weights=weights))
    if not parse_query(query).positive:
        raise BadQuery("The query only says what to leave out; there is nothing to show.")
    return weighed


def best_time(weighed: WeighedQuery, frames: FrameVectors, encoder: Encoder) -> float:
    """Return the time in seconds of the frame that matches what is looked for best; the first where all is off."""
    text = weighed.embedded(encoder.encode_texts, _no_picture).text
    return float(frames.times_s[0 if text is None else (frames.vectors @ text).argmax()])


class FrameExplainer:
    """Explains frames; remembers texts, so that of the next picture of the same query only the picture is new."""

    def __init__(self, desk: PictureDesk) -> None:
        self._desk = desk
        self._texts = TextVectors()

    def explain(
        self,
        query: str,
        weighed: WeighedQuery,
        path: Path,
        time_s: float | None,
        encoder: Encoder,
        *,
        cancel: CancelToken,
    ) -> Explanation:
        """Explain a photo, or the frame of a clip at `time_s`; words that push away are left out.

        Raises:
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be decoded.
            Cancelled: A stop was asked for.
        """
        from engine.explain.word_maps import explain  # brings torch along

        started = time.perf_counter()
        pixels = (
            self._desk.frame(path, time_s)
            if time_s is not None
            else self._desk.frames(path, cancel=cancel)[1][0].pixels
        )
        cancel.check()
        with _loaded(encoder) as loaded:
            explanation = explain(
                loaded,
                parse_query(query).positive,
                np.array(pixels),  # a copy: torch wants to be able to write
                words=weighed.words,
                embed_texts=partial(self._texts.embed, loaded),
            )
        took_ms = (time.perf_counter() - started) * 1000
        return dataclasses.replace(explanation, query=query, time_s=time_s, took_ms=took_ms)


def _no_picture(_term: PictureTerm) -> NDArray[np.float32]:
    raise AssertionError("an explanation is of words alone")


@contextmanager
def _loaded(encoder: Encoder) -> Iterator[CotsEncoder]:
    """Give out the encoder that explanations need, to one user at a time."""
    if isinstance(encoder, LazyEncoder):
        with encoder.exclusive() as loaded:
            yield loaded
    else:
        yield cast("CotsEncoder", encoder)
