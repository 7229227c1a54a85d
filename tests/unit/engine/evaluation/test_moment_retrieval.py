"""From text to clip to second: ranks with ties against us, the second inside the shot, the overlap of stretches."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import BadData
from engine.evaluation.csv_tables import MomentRow
from engine.evaluation.moment_retrieval import check_clips, clip_rank, measure_moments, overlap
from engine.jobs import Cancelled, CancelToken
from engine.records import MediaId, MediaKind, Moment, SearchHit, SearchResult


def hit(video: str, score: float, start_s: float = 0.0, end_s: float = 2.0, best_s: float = 1.0) -> SearchHit:
    moment = Moment(start_s, end_s, best_s, score)
    return SearchHit(MediaId(1), Path("/clips") / video, MediaKind.VIDEO, score, (moment,))


def result(*hits: SearchHit) -> SearchResult:
    return SearchResult("query", hits, True, 1.0)


def test_clip_rank_counts_every_other_clip_that_is_not_below() -> None:
    hits = [hit("a", 0.9), hit("b", 0.5), hit("c", 0.5), hit("d", 0.1)]
    assert [clip_rank(hits, name) for name in "abcd"] == [1, 3, 3, 4]


def test_clip_rank_absent_clip_is_beyond_every_cutoff() -> None:
    assert clip_rank([hit("a", 0.9)], "z") > 10**9


@pytest.mark.parametrize(
    ("moment", "truth", "expected"),
    [((0, 2), (0, 2), 1.0), ((0, 2), (1, 3), 1 / 3), ((0, 1), (2, 3), 0.0), ((0, 4), (1, 3), 0.5), ((1, 1), (0, 2), 0)],
)
def test_overlap_is_intersection_over_union(
    moment: tuple[float, float], truth: tuple[float, float], expected: float
) -> None:
    assert overlap(Moment(*moment, moment[0], 1.0), *truth) == pytest.approx(expected)


def test_measure_moments_known_answers_give_known_figures() -> None:
    answers = {
        "right clip, right second, right stretch": result(hit("a", 0.9, 2.0, 4.0, 3.0), hit("b", 0.1)),
        "right clip, right second, long stretch": result(hit("a", 0.9, 0.0, 9.0, 3.0), hit("b", 0.1)),
        "right clip, wrong second": result(hit("a", 0.9, 5.0, 6.0, 5.5), hit("b", 0.1)),
        "wrong clip first": result(hit("b", 0.9, 2.0, 4.0, 3.0), hit("a", 0.5, 2.0, 4.0, 3.0)),
        "nothing found": result(),
    }
    rows = [MomentRow("a", 2.0, 4.0, caption) for caption in answers]
    measured = measure_moments(answers.__getitem__, rows)
    assert measured.t2v == {"R@1": 60.0, "R@5": 80.0, "R@10": 80.0}
    assert measured.moment_hit_at_1 == 40.0
    assert measured.iou_recall_at_1 == 20.0
    assert (measured.clips, measured.queries) == (1, 5)


@pytest.mark.parametrize(("best_s", "expected"), [(2.0, 100.0), (4.0, 100.0), (4.01, 0.0)])
def test_measure_moments_second_on_the_border_is_inside(best_s: float, expected: float) -> None:
    measured = measure_moments(lambda text: result(hit("a", 0.9, 0.0, 9.0, best_s)), [MomentRow("a", 2.0, 4.0, "x")])
    assert measured.moment_hit_at_1 == expected


def test_measure_moments_photo_first_is_a_miss() -> None:
    photo = SearchHit(MediaId(2), Path("/clips/a"), MediaKind.PHOTO, 0.9)
    measured = measure_moments(lambda text: result(photo), [MomentRow("a", 2.0, 4.0, "x")])
    assert measured.moment_hit_at_1 == 0.0


def test_measure_moments_cancelled_stops() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        measure_moments(lambda text: result(), [MomentRow("a", 0.0, 1.0, "x")], cancel=cancel)


def test_check_clips_absent_clip_or_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    table = Path("truth.csv")
    check_clips(tmp_path, [MomentRow("a.mp4", 0, 1, "x")], table)
    with pytest.raises(BadData, match=r"truth\.csv names the clip b\.mp4"):
        check_clips(tmp_path, [MomentRow("b.mp4", 0, 1, "x")], table)
    with pytest.raises(BadData, match="not a folder"):
        check_clips(tmp_path / "nowhere", [], table)
