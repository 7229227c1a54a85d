from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.browse_records import QueryTerm, TermKind
from engine.cots.words import NOTHING_IN_PARTICULAR
from engine.explain.weighed_text import add_up, text_sum, without
from engine.explain.word_maps import MapMethod, explain
from engine.records import SearchRequest, WordWeight
from engine.search.weighed_query import read_request
from tests.helpers.tiny_cots import drawn_pixels, tiny_encoder

QUERY = "a red square on a blue circle"
WEIGHTS = [
    {},
    {"red": 0.0},
    {"red": 2.0, "circle": 0.5},
    {"red": 0.0, "square": 1.4, "blue": 0.2},
    {"red": 0.0, "square": 0.0, "blue": 0.0},
]


def test_text_sum_of_plain_words_is_the_text() -> None:
    assert text_sum("a red square", (("red", 1.0), ("square", 1.0))) == {"a red square": 1.0}


def test_text_sum_moves_along_what_a_word_adds() -> None:
    assert text_sum("a red square", (("red", 1.5), ("square", 1.0))) == {"a red square": 1.5, "a square": -0.5}
    assert text_sum("red", (("red", 0.5),)) == {"red": 0.5, NOTHING_IN_PARTICULAR: 0.5}


def test_text_sum_with_everything_off_is_nothing_in_particular() -> None:
    assert text_sum("a red square", (("red", 0.0), ("square", 0.0))) == {NOTHING_IN_PARTICULAR: 1.0}
    assert text_sum("", ()) == {NOTHING_IN_PARTICULAR: 1.0}


def test_without_switches_one_word_off() -> None:
    assert without((("red", 1.0), ("dog", 2.0)), "dog") == (("red", 1.0), ("dog", 0.0))


def test_add_up_gives_unit_vectors() -> None:
    embeddings = {"a": np.array([1, 0], np.float32), "b": np.array([0, 1], np.float32)}
    found = add_up([{"a": 3.0}, {"a": 1.0, "b": -1.0}], embeddings)
    np.testing.assert_allclose(found, [[1, 0], [0.5**0.5, -(0.5**0.5)]], atol=1e-6)


@pytest.mark.parametrize("weights", WEIGHTS[:-1])
def test_explained_score_and_shares_are_those_a_search_would_give(tmp_path: Path, weights: dict[str, float]) -> None:
    encoder, pixels = tiny_encoder(tmp_path / "tiny"), drawn_pixels(1)
    picture = encoder.encode_pictures(pixels)[0]
    given = tuple(WordWeight(word, weight) for word, weight in weights.items())
    query = read_request(SearchRequest(QUERY, weights=given))

    def score(asked: object) -> float:
        text = asked.embedded(encoder.encode_texts, lambda term: picture).text  # type: ignore[attr-defined]  # a WeighedQuery
        return float(text @ picture)

    explanation = explain(encoder, QUERY, pixels[0], words=query.words)
    assert explanation.score == pytest.approx(score(query), abs=1e-5)
    for word in explanation.words:
        lesser = query.without(QueryTerm(TermKind.WORD, word.word))
        expected = score(query) - score(lesser) if word.weight else 0.0
        assert word.contribution == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("method", list(MapMethod))
def test_explained_word_that_is_off_glows_nowhere_and_leaves_the_others_as_they_are(
    tmp_path: Path, method: MapMethod
) -> None:
    encoder, pixels = tiny_encoder(tmp_path / "tiny"), drawn_pixels(1)[0]
    plain = explain(encoder, "red square", pixels, method=method)
    found = explain(encoder, "red square", pixels, words=(("red", 0.0), ("square", 0.7)), method=method)
    assert [(word.word, word.weight) for word in found.words] == [("red", 0.0), ("square", 0.7)]
    assert found.words[0].contribution == 0.0
    assert found.words[0].grid.shape == plain.words[0].grid.shape
    assert found.words[0].grid.max() == 0.0
    assert np.array_equal(found.words[1].grid, plain.words[1].grid)
    nothing = explain(encoder, "red square", pixels, words=(("red", 0.0), ("square", 0.0)), method=method)
    assert [word.grid.max() for word in nothing.words] == [0.0, 0.0]
