import numpy as np

from engine.cots.weighed_text import add_up, text_sum, without
from engine.cots.words import NOTHING_IN_PARTICULAR


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
