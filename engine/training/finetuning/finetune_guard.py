"""What must not be forgotten: queries whose right answers are known without asking the person.

Without labelled photos at hand, the starting model says what is right: the phrase of a bank that fits a picture best,
and the picture that fits a phrase best. Asked about the same pictures it would be right always; it is asked about
altered views of them (cropped, mirrored, relit), so that "before" is a figure and not 100 %. Phrases that fit the own
pictures clearly better than others are left out, half of them at most: about those the model is meant to change its
mind, but captioned photos in a library of scans would be about everything. The measure is
conservative: where the tuned model disagrees because it learned better, that counts as forgetting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.finetuning.finetune_features import TunedTops, search_vectors_of_seen, search_vectors_of_texts
from engine.training.finetuning.finetune_scores import CaptionBook, Scores, ranks_of_best, score_pictures

# Standard deviations over other pictures by which a phrase must fit the own ones better to be about them.
_CLEARLY = 1.0


@dataclass(frozen=True, slots=True)
class LabelledGuard:
    """Pictures with captions of their own.

    Attributes:
        seen: (G, T, W) what stays of the image tower says about them.
        book: Their captions.
    """

    seen: NDArray[np.float16]
    book: CaptionBook

    def measure(self, tops: TunedTops) -> Scores:
        """Score every picture, the mean of both directions, in a gallery of these alone."""
        image_emb = search_vectors_of_seen(tops, self.seen)
        nothing = np.zeros((0, image_emb.shape[1]), np.float32)
        rows = np.arange(len(image_emb))
        both = score_pictures(self.book, rows, image_emb, nothing, search_vectors_of_texts(tops, self.book.texts))
        return both[0].between(both[1])


@dataclass(frozen=True, slots=True)
class UnlabelledGuard:
    """Pictures without captions and a bank of phrases, with what the starting model says about them.

    Attributes:
        altered: (G, T, W) altered views of the pictures.
        phrases: The bank.
        phrase_rows: (P,) phrases that are asked about, and `picture_of` (P,) the picture that is right for each.
        picture_of: See `phrase_rows`.
        picture_rows: (Q,) pictures that are asked about, and `phrase_of` (Q,) the phrase that is right for each.
        phrase_of: See `picture_rows`.
    """

    altered: NDArray[np.float16]
    phrases: tuple[str, ...]
    phrase_rows: NDArray[np.int64]
    picture_of: NDArray[np.int64]
    picture_rows: NDArray[np.int64]
    phrase_of: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        tops: TunedTops,
        own: NDArray[np.float16],
        general: NDArray[np.float16],
        phrases: Sequence[str],
    ) -> UnlabelledGuard:
        """Ask the starting model.

        Args:
            tops: With the starting weights.
            own: (N, T, W) the own pictures, whole: what they show is left out.
            general: (2, G, T, W) other pictures, whole and altered.
            phrases: The bank.
        """
        text_emb = search_vectors_of_texts(tops, phrases)
        scores = text_emb @ search_vectors_of_seen(tops, general[0]).T  # (P, G)
        own_scores = (text_emb @ search_vectors_of_seen(tops, own).T).mean(axis=1)
        excess = own_scores - scores.mean(axis=1) - _CLEARLY * scores.std(axis=1)
        is_own = (excess > 0) & (excess > np.median(excess))  # half at most: a guard of nothing would hold nothing
        phrase_rows, phrase_of = np.flatnonzero(~is_own), scores.argmax(axis=0)
        picture_rows = np.flatnonzero(~is_own[phrase_of])
        return cls(
            general[1],
            tuple(phrases),
            phrase_rows,
            scores.argmax(axis=1)[phrase_rows],
            picture_rows,
            phrase_of[picture_rows],
        )

    def measure(self, tops: TunedTops) -> Scores:
        """Score phrases over the altered pictures, then altered pictures over the bank."""
        image_emb, text_emb = search_vectors_of_seen(tops, self.altered), search_vectors_of_texts(tops, self.phrases)
        t2i = _ranks(text_emb[self.phrase_rows], image_emb, self.picture_of)
        i2t = _ranks(image_emb[self.picture_rows], text_emb, self.phrase_of)
        return Scores.of_ranks(np.concatenate([t2i, i2t]))


Guard = LabelledGuard | UnlabelledGuard


def _ranks(
    query_emb: NDArray[np.float32], gallery_emb: NDArray[np.float32], right: NDArray[np.int64]
) -> NDArray[np.int64]:
    return ranks_of_best(
        query_emb, gallery_emb, [right[i : i + 1] for i in range(len(right))], [right[:0]] * len(right)
    )
