from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import BadQuery
from engine.search.query import MAX_WORDS, TOO_MANY_CHARACTERS, parse_query


@pytest.mark.parametrize(
    ("text", "positive", "negatives"),
    [
        ("a dog on the beach", "a dog on the beach", ()),
        ("dog -snow", "dog", ("snow",)),
        ("-snow dog", "dog", ("snow",)),
        ("dog \N{EN DASH}snow \N{MINUS SIGN}people", "dog", ("snow", "people")),
        ('dog -"red car" running', "dog running", ("red car",)),
        ("well-known T-shirt", "well-known T-shirt", ()),
        ("dog - snow", "dog snow", ()),
        ("dog without snow", "dog", ("snow",)),
        ("Dog WITHOUT Snow", "Dog", ("Snow",)),
        ("dog without a leash running on grass", "dog running on grass", ("leash",)),
        ("a beach without people and dogs", "a beach", ("people", "dogs")),
        ("a man without a hat and a dog", "a man and a dog", ("hat",)),
        ("street without cars or people at night", "street at night", ("cars", "people")),
        ("street with no cars, two children", "street two children", ("cars",)),
        ("a dog with no leash", "a dog", ("leash",)),
        ("a dog but no cat", "a dog", ("cat",)),
        ("dog without lots of white snow on a hill", "dog on a hill", ("lots of white snow",)),
        ('dog without "deep snow" outside', "dog outside", ("deep snow",)),
        ("a man without wearing a hat", "a man", ("wearing a hat",)),
        ("without people", "", ("people",)),
        ("dog -snow without snow", "dog", ("snow",)),
    ],
)
def test_parse_query_with_exclusions_splits_wanted_from_unwanted(
    text: str, positive: str, negatives: tuple[str, ...]
) -> None:
    parsed = parse_query(text)
    assert (parsed.positive, parsed.negatives) == (positive, negatives)


@pytest.mark.parametrize(
    "text",
    [
        "a no parking sign",
        "no smoking",
        "no one on the beach",
        "no entry",
        "platform no 7",
        "the sign says no",
        "a dog without",
        '"no people" sign',
        "no in the picture",
    ],
)
def test_parse_query_where_no_is_no_wish_leaves_it_in_the_text(text: str) -> None:
    parsed = parse_query(text)
    assert parsed.positive == text.replace('"', "")
    assert parsed.negatives == ()


def test_parse_query_words_keep_phrases_and_drop_punctuation() -> None:
    parsed = parse_query('A dog, "two  red cars" (running)!')
    assert parsed.words == ("A", "dog", "two red cars", "running")
    assert parsed.positive == "A dog, two red cars (running)!"


def test_parse_query_with_curly_quotes_reads_a_phrase() -> None:
    assert parse_query("dog -\N{LEFT DOUBLE QUOTATION MARK}red car\N{RIGHT DOUBLE QUOTATION MARK}").negatives == (
        "red car",
    )


def test_parse_query_with_unbalanced_quote_ignores_it() -> None:
    assert parse_query('a "red car').positive == "a red car"


def test_parse_query_control_characters_are_stripped() -> None:
    assert parse_query("a\x00dog\x1b on\u202egrass\ud800\n").positive == "a dog on grass"


def test_parse_query_emoji_is_something_to_look_for() -> None:
    assert parse_query("🐶").words == ("🐶",)


def test_parse_query_description_says_what_it_became() -> None:
    assert parse_query("dog without snow -people").description == "dog, without snow, without people"
    assert parse_query("-people").description == "anything, without people"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "?!...", '""', '-""', "- -", "\x00", "\u200b"])
def test_parse_query_without_content_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadQuery, match=r"^The query is empty\.$") as caught:
        parse_query(text)
    assert caught.value.hint


def test_parse_query_of_ten_thousand_characters_is_refused() -> None:
    with pytest.raises(BadQuery, match="10,000 characters"):
        parse_query("a" * TOO_MANY_CHARACTERS)
    assert parse_query("a" * (TOO_MANY_CHARACTERS - 1)).negatives == ()


def test_parse_query_of_too_many_words_is_refused() -> None:
    assert len(parse_query("dog " * MAX_WORDS).words) == MAX_WORDS
    with pytest.raises(BadQuery, match="1,001 words"):
        parse_query("dog " * (MAX_WORDS + 1))


@given(st.text(max_size=200))
def test_parse_query_of_any_text_gives_clean_texts_or_bad_query(text: str) -> None:
    try:
        parsed = parse_query(text)
    except BadQuery:
        return
    assert parsed.positive or parsed.negatives
    for part in (parsed.positive, *parsed.negatives, *parsed.words):
        part.encode()  # no lone surrogates: it must reach JSON, the encoder and the log
        assert "\x00" not in part
    assert all(parsed.negatives)
    assert bool(parsed.words) == bool(parsed.positive)


@given(
    st.lists(st.sampled_from(["dog", "red", "no", "without", "and", "a", "snow", "-snow", '"a b"', ","]), max_size=9)
)
def test_parse_query_of_any_grammar_loses_no_content_word(words: list[str]) -> None:
    text = " ".join(words)
    try:
        parsed = parse_query(text)
    except BadQuery:
        return
    everything = " ".join([parsed.positive, *parsed.negatives])
    for word in {"dog", "red", "snow"} & set(words):
        assert word in everything
