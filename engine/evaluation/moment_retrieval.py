"""From a sentence to the clip, and to the second: the product's own search, measured against true intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import BadData
from engine.evaluation.csv_tables import MomentRow
from engine.evaluation.ranks import recall_at, recalls
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.records import Moment, SearchHit, SearchResult

Search = Callable[[str], SearchResult]


@dataclass(frozen=True, slots=True)
class MomentFigures:
    """Percentages 0 to 100 over all queries.

    Attributes:
        t2v: R@1, R@5 and R@10 of the right clip among all clips, ties against us.
        moment_hit_at_1: The first hit is the right clip and its best second lies in the true interval.
        iou_recall_at_1: The first hit is the right clip and its stretch overlaps the true one by half or more.
        clips: Clips in the truth.
        queries: Captions searched for.
    """

    t2v: dict[str, float]
    moment_hit_at_1: float
    iou_recall_at_1: float
    clips: int
    queries: int


def measure_moments(
    search: Search,
    rows: Sequence[MomentRow],
    *,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
) -> MomentFigures:
    """Search for every caption and judge the ranked clips.

    Args:
        search: Ranks **all** clips for a text; hits are told apart by file name.
        rows: Captions with the clip and stretch they describe.
        cancel: Asked before every query.
        report: Told after every query.

    Raises:
        Cancelled: A stop was asked for.
    """
    ranks, seconds_hit, stretches_hit = [], [], []
    for done, row in enumerate(rows, start=1):
        if cancel is not None:
            cancel.check()
        hits = search(row.caption).hits
        ranks.append(clip_rank(hits, row.video))
        moment = hits[0].moment if hits and hits[0].path.name == row.video else None
        seconds_hit.append(moment is not None and row.start_s <= moment.best_s <= row.end_s)
        stretches_hit.append(moment is not None and overlap(moment, row.start_s, row.end_s) >= 0.5)
        report(Progress(done, len(rows), "Searching"))
    return MomentFigures(
        t2v=recalls(np.array(ranks, np.int64)),
        moment_hit_at_1=_percentage(seconds_hit),
        iou_recall_at_1=_percentage(stretches_hit),
        clips=len({row.video for row in rows}),
        queries=len(rows),
    )


def clip_rank(hits: Sequence[SearchHit], video: str) -> int:
    """Rank of a clip among the hits: 1 + the others that are not strictly below it; far beyond any cutoff if absent."""
    own = [hit.score for hit in hits if hit.path.name == video]
    if not own:
        return np.iinfo(np.int64).max
    return 1 + sum(1 for hit in hits if hit.path.name != video and not hit.score < max(own))


def overlap(moment: Moment, start_s: float, end_s: float) -> float:
    """Intersection over union of a moment with a true stretch, 0 to 1."""
    shared = min(moment.end_s, end_s) - max(moment.start_s, start_s)
    return max(0.0, shared) / (max(moment.end_s, end_s) - min(moment.start_s, start_s))


def check_clips(videos_dir: Path, rows: Sequence[MomentRow], table: Path) -> None:
    """Raise BadData for the first clip the truth names that is not in the folder."""
    if not videos_dir.is_dir():
        raise BadData(f"{videos_dir} is not a folder of clips.", path=videos_dir)
    for row in rows:
        if not (videos_dir / row.video).is_file():
            raise BadData(f"{table} names the clip {row.video}, which is not in {videos_dir}.", path=table)


def _percentage(outcomes: Sequence[bool]) -> float:
    return recall_at(np.where(outcomes, 1, 2).astype(np.int64), 1)
