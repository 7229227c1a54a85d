from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.browse_records import QueryTerm, TermKind
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
