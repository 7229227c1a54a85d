import pytest

from engine.cots.words import visible_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A dog on the grass", ("dog", "grass")),
        ("two dogs, one ball!", ("two", "dogs", "one", "ball")),
        ("Dog and dog", ("Dog",)),
        ("a t-shirt and the man's hat", ("t-shirt", "man's", "hat")),
        ("café près de l'eau", ("café", "près", "de", "l'eau")),
        ("one of these", ("one",)),
        ("the who", ("the", "who")),
        ("", ()),
        ("?! ...", ()),
    ],
)
def test_visible_words_of_a_text(text: str, words: tuple[str, ...]) -> None:
    assert visible_words(text) == words
