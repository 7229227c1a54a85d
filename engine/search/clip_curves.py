"""How well a query, and each of its words, matches over the length of a clip."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.browse_records import ClipCurves
from engine.cots.protocol import Encoder
from engine.search.cutoff import Cutoff
from engine.search.hits import ThumbnailPath, clip_frames, with_bonus
from engine.search.scoring import Probe, Spread, spread_of
from engine.search.searcher import Prepared, Searcher


def clip_curves(
    searcher: Searcher,
    prepared: Prepared,
    encoder: Encoder,
    row: int,
    cutoff: Cutoff,
    thumbnail: tuple[ThumbnailPath, str],
) -> ClipCurves:
    """Return the curves of one row of the columns, by the vectors that are stored: nothing is decoded.

    All are on one scale: 0 is what an ordinary picture of the library gives, 1 is what it takes to match. Words count
    alone, as their heat maps show them.
    """
    clip, frames = clip_frames(prepared.vectors, prepared.columns, np.array([row]))
    ordinary = searcher.ordinary_frames(encoder.dim)
    calibration = encoder.calibration
    query: NDArray[np.float32] = np.empty(0, np.float32)
    if prepared.probe is not None:
        usual = prepared.probe.scores(ordinary) if len(ordinary) else np.array([calibration.mismatch_mean])
        typical = Spread(float(usual.mean()), max(float(usual.std()), 1e-6))
        needed = (
            cutoff.score
            if np.isfinite(cutoff.score)
            else prepared.probe.from_text_score(calibration.match_score, calibration)
        )
        if not np.isfinite(needed):  # only something to leave out
            needed = typical.mean + typical.std
        scores = with_bonus(prepared.probe.scores(clip.vectors), frames, prepared.bonus)
        query = _scaled(scores, typical.mean, needed)
    words = []
    texts = [word for word, weight in prepared.query.words if weight > 0]
    for word, vector in zip(texts, searcher.embed(encoder, texts), strict=True):
        spread = spread_of(vector, ordinary, calibration)
        needed = (
            spread.mean + (calibration.match_score - calibration.mismatch_mean) / calibration.mismatch_std * spread.std
        )
        words.append((word, _scaled(Probe(vector).scores(clip.vectors), spread.mean, needed)))
    path_of, content_hash = thumbnail
    return ClipCurves(
        times_s=clip.times_s,
        query=query,
        words=tuple(words),
        thumbnail_paths=tuple(path_of(content_hash, float(time_s)) for time_s in clip.times_s),
        duration_s=float(clip.durations_s[0]),
    )


def _scaled(scores: NDArray[np.floating], zero: float, one: float) -> NDArray[np.float32]:
    return ((scores - zero) / max(one - zero, 1e-6)).astype(np.float32)
