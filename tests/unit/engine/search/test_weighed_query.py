from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.browse_records import QueryTerm, TermKind
from engine.errors import BadQuery
from engine.records import PictureTerm, SearchRequest, WordWeight
from engine.search.scoring import QueryVectors, Vector
from engine.search.weighed_query import MAX_PICTURES, WeighedQuery, read_request
from tests.helpers.fakes import FakeEncoder

ENCODER = FakeEncoder()
DOG = PictureTerm(path=Path("/dog.jpg"))


def _read(query: str, *weights: tuple[str, float], pictures: Sequence[PictureTerm] = ()) -> WeighedQuery:
    given = tuple(WordWeight(*weight) for weight in weights)
    return read_request(SearchRequest(query, weights=given, pictures=tuple(pictures)), may_be_empty=True)


def _embedded(query: WeighedQuery) -> QueryVectors:
    def picture_vector(term: PictureTerm) -> Vector:
        picture: Vector = ENCODER.encode_texts([term.path.stem if term.path else "pasted"])[0]
        return picture

    return query.embedded(ENCODER.encode_texts, picture_vector)


def _cosine(left: NDArray[np.float32] | None, text: str) -> float:
    assert left is not None
    return float(left @ ENCODER.encode_texts([text])[0])


def test_read_request_words_are_those_that_can_be_seen_and_phrases_stay_whole() -> None:
    query = _read('a dog on the "red car" without snow -people')
    assert [word for word, _ in query.words] == ["dog", "red car"]
    assert [text for text, _ in query.negatives] == ["snow", "people"]
    assert query.text == "a dog on the red car"


def test_read_request_weights_are_found_whatever_their_letters_and_kept_in_bounds() -> None:
    query = _read("Dog grass cat -Snow", ("dog", 9.0), ("CAT", float("nan")), ("snow", 0.5), ("tree", 0.2))
    assert query.words == (("Dog", 2.0), ("grass", 1.0), ("cat", 1.0))
    assert query.negatives == (("Snow", 0.5),)


def test_read_request_words_that_are_off_leave_the_text() -> None:
    query = _read("a dog on grass", ("dog", 0.0))
    assert (query.text, query.is_empty) == ("a on grass", False)
    assert query.words == (("dog", 0.0), ("grass", 1.0))
    assert _read("a dog on grass", ("dog", 0.0), ("grass", 0.0)).is_empty
    assert not _read("dog -snow", ("dog", 0.0)).is_empty
    assert _read("dog -snow", ("dog", 0.0), ("snow", 0.0)).is_empty
    assert _read("", pictures=[PictureTerm(path=Path("a"), weight=0.0)]).is_empty


def test_embedded_without_weights_is_the_text_itself() -> None:
    parts = _embedded(_read("red green -blue"))
    assert parts.text is not None
    np.testing.assert_allclose(parts.text, ENCODER.encode_texts(["red green"])[0], atol=1e-6)
    assert [part.weight for part in parts.negatives] == [1.0]
    np.testing.assert_allclose(parts.negatives[0].vector, ENCODER.encode_texts(["blue"])[0])


def test_embedded_a_heavier_word_moves_the_text_towards_it_and_a_lighter_one_away() -> None:
    plain = _embedded(_read("red green")).text
    heavy = _embedded(_read("red green", ("red", 2.0))).text
    light = _embedded(_read("red green", ("red", 0.3))).text
    assert _cosine(light, "red") < _cosine(plain, "red") < _cosine(heavy, "red")
    assert _cosine(light, "green") > _cosine(plain, "green") > _cosine(heavy, "green")
    almost_off = _embedded(_read("red green", ("red", 0.002))).text
    off = _embedded(_read("red green", ("red", 0.0))).text
    assert almost_off is not None
    assert off is not None
    np.testing.assert_allclose(almost_off, off, atol=0.01)
    assert np.linalg.norm(almost_off) == pytest.approx(1.0, abs=1e-5)


def test_embedded_pictures_are_parted_by_the_sign_of_their_weight() -> None:
    red, blue, off = (
        PictureTerm(path=Path(f"/{name}.jpg"), weight=weight)
        for name, weight in (("red", 1.5), ("blue", -1.0), ("off", 0.0))
    )
    parts = _embedded(_read("", pictures=[red, blue, off]))
    assert parts.text is None
    assert [part.weight for part in parts.pictures] == [1.5]
    assert [part.weight for part in parts.unlike] == [1.0]


def test_terms_and_without_go_through_every_part() -> None:
    query = _read("dog grass -snow", pictures=[DOG])
    terms = query.terms()
    kinds = [TermKind.WORD, TermKind.WORD, TermKind.MINUS, TermKind.PICTURE]
    assert [(term.kind, term.text) for term in terms] == list(
        zip(kinds, ["dog", "grass", "snow", "dog.jpg"], strict=True)
    )
    assert query.without(terms[0]).text == "grass"
    assert query.without(terms[2]).negatives == (("snow", 0.0),)
    assert query.without(terms[3]).pictures == ()
    assert query.without(QueryTerm(TermKind.WORD, "zebra")).text == "dog grass"


def test_is_one_word_only_of_a_single_bare_word() -> None:
    assert _read("dog").is_one_word
    assert _read("dog grass", ("grass", 0.0)).is_one_word
    assert not _read("a dog").is_one_word
    assert not _read("dog grass").is_one_word
    assert not _read("dog -snow").is_one_word
    assert not _read("dog", pictures=[DOG]).is_one_word


def test_read_request_with_too_many_pictures_is_refused() -> None:
    with pytest.raises(BadQuery, match="13 pictures"):
        _read("", pictures=[DOG] * (MAX_PICTURES + 1))
