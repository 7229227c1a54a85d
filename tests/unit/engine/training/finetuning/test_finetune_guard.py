import numpy as np

from engine.training.data.augment import ViewConfig
from engine.training.finetuning.finetune_features import TunedTops, embed_seen, embed_texts, views_below
from engine.training.finetuning.finetune_guard import LabelledGuard, UnlabelledGuard
from engine.training.finetuning.finetune_request import read_phrases
from engine.training.finetuning.finetune_scores import CaptionBook
from tests.helpers.tiny_cots import drawn_pixels, tiny_model
from tests.helpers.tiny_training import small_tokenizer

PHRASES = ("a dog", "a cat", "big circle", "small circle", "left", "right", "a photo", "two dog")


def tops() -> TunedTops:
    return TunedTops(tiny_model(), small_tokenizer())


def seen(top: TunedTops, seed: int = 0) -> np.ndarray:
    return views_below(top, drawn_pixels(12, seed=seed), ViewConfig(count=2, whole_share=0.0), seed=0)


def test_unlabelled_guard_asked_about_unaltered_pictures_is_always_right() -> None:
    top = tops()
    general = seen(top)
    guard = UnlabelledGuard.of(top, seen(top, 1)[0], general[[0, 0]], PHRASES)
    scores = guard.measure(top)
    assert scores.at_1.mean() == 1.0
    assert len(scores.at_1) == len(guard.phrase_rows) + len(guard.picture_rows)
    altered = UnlabelledGuard.of(top, seen(top, 1)[0], general, PHRASES)
    assert altered.measure(top).at_1.mean() < 1.0


def test_unlabelled_guard_leaves_out_phrases_about_the_own_pictures() -> None:
    top = tops()
    general, own = seen(top), seen(top, 1)[0][:1]
    guard = UnlabelledGuard.of(top, own, general, PHRASES)
    texts = embed_texts(top, PHRASES)
    scores, own_scores = texts @ embed_seen(top, general[0]).T, (texts @ embed_seen(top, own).T)[:, 0]
    expected = [row for row in range(8) if own_scores[row] <= scores[row].mean() + scores[row].std()]
    assert guard.phrase_rows.tolist() == expected
    assert set(guard.phrase_of) <= set(expected)


def test_unlabelled_guard_asks_half_of_the_phrases_where_all_fit_the_own_pictures_best() -> None:
    top = tops()
    general = seen(top)
    texts = embed_texts(top, PHRASES)
    towards = texts @ embed_seen(top, general[0]).T
    worst = general[:, [int(towards.sum(axis=0).argmin())] * 12]  # as a library of scans beside captioned photos
    own = general[0][[int(towards.sum(axis=0).argmax())]]
    guard = UnlabelledGuard.of(top, own, worst, tuple(f"{phrase} {i}" for i in range(4) for phrase in PHRASES))
    assert len(guard.phrase_rows) >= 16
    assert len(guard.measure(top).at_1) > 0


def test_labelled_guard_scores_every_picture_both_ways() -> None:
    top = tops()
    captions = (*((phrase,) for phrase in PHRASES), ("a red dog", "blue"))
    book = CaptionBook.of(captions, np.arange(9))
    scores = LabelledGuard(seen(top)[0][:9], book).measure(top)
    assert scores.reciprocal.shape == (9,)
    assert 0 < scores.reciprocal.mean() <= 1


def test_bank_of_phrases_that_ships_has_hundreds_of_different_ones() -> None:
    phrases = read_phrases()
    assert len(phrases) > 300
    assert len({phrase.casefold() for phrase in phrases}) == len(phrases)
    assert not any(phrase.startswith("#") for phrase in phrases)
