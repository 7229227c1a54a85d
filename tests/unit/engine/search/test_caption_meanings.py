"""Captions compared by what they mean: on the model's own scale, and only those that were read by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.jobs import Cancelled, CancelToken
from engine.library.caption_filler import fill_caption_vectors
from engine.records import MediaId, SearchRequest, SpaceId
from engine.search.caption_meanings import CaptionMeanings
from engine.search.searcher import Searcher
from engine.search.weighed_query import read_request
from engine.store.captions_table import CaptionRecord
from tests.helpers.fakes import FakeEncoder
from tests.helpers.shelf import Shelf, thumbnail_path


class MeaningEncoder(FakeEncoder):
    """Gives every text a direction of its own, and texts about pups that of dogs."""

    dim = 64

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            words = {"pup": "dog", "surf": "sea"}
            for word in text.lower().split():
                row[_direction(words.get(word, word))] += 1.0
            row += 0.01
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def _direction(word: str) -> int:
    return sum(ord(char) * (place + 3) for place, char in enumerate(word)) % 64


ENCODER = MeaningEncoder()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.store.close()


def caption(shelf: Shelf, text: str) -> int:
    with shelf.store.write() as tx:
        number = shelf.store.captions.insert(tx, CaptionRecord("h", None, text, datetime(2026, 1, 1)))
    assert number is not None
    return number


def worth(meanings: CaptionMeanings, ids: list[int], query: str) -> list[float]:
    wanted = read_request(SearchRequest(query)).wanted_text(ENCODER.encode_texts)
    return [round(float(one), 2) for one in meanings.worth(np.array(ids, np.int64), wanted, ENCODER)]


def fill(shelf: Shelf, cancel: CancelToken | None = None) -> int:
    return fill_caption_vectors(shelf.store, shelf.space_id, ENCODER, cancel or CancelToken())


def test_caption_in_other_words_counts_once_it_was_read_by_the_model(shelf: Shelf) -> None:
    ids = [caption(shelf, text) for text in ("pup surf", "tractor barn")]
    meanings = CaptionMeanings(shelf.store, shelf.space_id)
    assert worth(meanings, ids, "dog sea") == [0.0, 0.0]
    assert fill(shelf) == 2
    found = worth(meanings, ids, "dog sea")
    assert found[0] == 0.75
    assert found[1] == 0.0
    assert fill(shelf) == 0


def test_vectors_go_with_their_captions_and_with_their_space(shelf: Shelf) -> None:
    ids = [caption(shelf, text) for text in ("pup surf", "dog sea")]
    fill(shelf)
    meanings = CaptionMeanings(shelf.store, shelf.space_id)
    with shelf.store.write() as tx:
        shelf.store.captions.remove_numbered(tx, ids[:1])
    assert worth(meanings, ids, "dog sea") == [0.0, 0.75]
    assert len(shelf.store.caption_vectors.all(shelf.space_id)[0]) == 1
    with shelf.store.write() as tx:
        shelf.store.spaces.keep_only(tx, [])
    assert worth(meanings, ids, "dog sea") == [0.0, 0.0]


def test_without_a_space_a_text_or_captions_nothing_is_meant(shelf: Shelf) -> None:
    ids = [caption(shelf, "dog sea")]
    fill(shelf)
    assert worth(CaptionMeanings(shelf.store, None), ids, "dog sea") == [0.0]
    meanings = CaptionMeanings(shelf.store, shelf.space_id)
    assert meanings.worth(np.array(ids), None, ENCODER).tolist() == [0.0]
    assert meanings.worth(np.empty(0, np.int64), None, ENCODER).tolist() == []
    assert read_request(SearchRequest("-dog")).wanted_text(ENCODER.encode_texts) is None


def test_model_to_which_all_texts_are_alike_says_nothing(shelf: Shelf) -> None:
    class Flat(MeaningEncoder):
        def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.tile(np.eye(1, self.dim, dtype=np.float32), (len(texts), 1))

    ids = [caption(shelf, "dog sea")]
    fill_caption_vectors(shelf.store, shelf.space_id, Flat(), CancelToken())
    wanted = Flat().encode_texts(["dog sea"])[0]
    assert CaptionMeanings(shelf.store, shelf.space_id).worth(np.array(ids), wanted, Flat()).tolist() == [0.0]


def test_filling_can_be_stopped_and_goes_on(shelf: Shelf) -> None:
    for number in range(40):
        caption(shelf, f"caption {number}")
    token = CancelToken()

    class Stopping(MeaningEncoder):
        def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
            token.cancel()
            return super().encode_texts(texts)

    with pytest.raises(Cancelled):
        fill_caption_vectors(shelf.store, shelf.space_id, Stopping(), token)
    stored = len(shelf.store.caption_vectors.all(shelf.space_id)[0])
    assert 0 < stored < 40
    assert fill(shelf) == 40 - stored


def test_search_finds_a_picture_by_a_caption_in_other_words_and_says_which(shelf: Shelf) -> None:
    encoder = FakeEncoder()
    shelf.add("/a/other.jpg", "red")
    rex = shelf.add("/a/rex.jpg", "blue")
    shelf.caption(rex, "Rex in the garden")
    shelf.caption(rex, "a kite")
    searcher = Searcher(shelf.store, shelf.index, thumbnail_path, shelf.searcher._config, SpaceId(shelf.space_id))
    effects = searcher.caption_effects(read_request(SearchRequest("rex -kite")), rex, encoder)
    names = {number: record.text for number, record in shelf.store.captions.numbered([number for number, _ in effects])}
    assert [(names[number], gain > 0) for number, gain in effects] == [("Rex in the garden", True), ("a kite", False)]
    assert searcher.caption_effects(read_request(SearchRequest("rex")), MediaId(99), encoder) == []
