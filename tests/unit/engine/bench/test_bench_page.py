"""The page of benchmarks and its pictures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from engine.bench.bench_page import NOTES_HEADING, Circumstances, circumstances, spread_text, update_page
from engine.bench.curve_picture import curve_svg
from engine.bench.figures import Baseline, BenchResult, Curve, Figure, Goal, Series, Spread
from engine.errors import BadData, DiskFull

WHEN = Circumstances("2026-11-29", "a machine", "0.1.0", "evoke bench two-stream", "6.2", "1.43")
CURVE = Curve(
    "Cost <of> n",
    "vectors",
    "ms",
    (Series("ours", (1e4, 1e5), (2.0, 20.0)), Series("theirs & others", (1e4, 1e5), (10.0, 1000.0))),
)


def result(value: float) -> BenchResult:
    baseline = Baseline("the others", Spread(10.0, 9.0, 11.0, 3))
    figure = Figure(
        "two-stream", "all | scores", Spread(value, value, value, 3), "ms", baseline, Goal(at_most=0.5), 2, "warm"
    )
    return BenchResult("two-stream", (figure,), (CURVE,), ("On five photos.",))


def test_page_tells_figure_baseline_ratio_bar_threads_and_circumstances(tmp_path: Path) -> None:
    update_page(tmp_path / "benchmarks.md", [(result(4.0), WHEN)])
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    row = (
        "| all \\| scores (warm) | 4.00 ms (4.00 to 4.00, 3 times) | 10.0 ms (9.00 to 11.0, 3 times) | the others "
        "| 0.400 | <= 0.5 | yes | 2 |"
    )
    assert row in page
    assert "- On five photos." in page
    assert (
        "2026-11-29, a machine, 6.2 other processes at work when it began, all cores at once did 1.43 times the work "
        "of one then, Evoke 0.1.0: `evoke bench two-stream`." in page
    )
    assert "ours n^1.00; theirs & others n^2.00" in page
    assert "![Cost <of> n](benchmarks/two-stream-1.svg)" in page
    assert (tmp_path / "benchmarks" / "two-stream-1.svg").is_file()


def test_page_gets_new_figures_and_keeps_what_people_wrote(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    update_page(page, [(result(4.0), WHEN)])
    page.write_text(page.read_text(encoding="utf-8") + f"\n{NOTES_HEADING}\n\nA lot.\n", encoding="utf-8")
    update_page(page, [(result(8.0), WHEN)])
    text = page.read_text(encoding="utf-8")
    assert "8.00 ms" in text
    assert "4.00 ms" not in text
    assert "**no**" in text
    assert text.endswith(f"{NOTES_HEADING}\n\nA lot.\n")
    assert text.count(NOTES_HEADING) == 1


def test_page_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskFull, match="cannot be written"):
        update_page(tmp_path / "file" / "benchmarks.md", [(result(1.0), WHEN)])


def test_page_over_a_damaged_result_is_a_sentence(tmp_path: Path) -> None:
    update_page(tmp_path / "benchmarks.md", [(result(4.0), WHEN)])
    (tmp_path / "benchmarks" / "two-stream.json").write_text("[]")
    with pytest.raises(BadData, match="not a bench's result"):
        update_page(tmp_path / "benchmarks.md", [])


def test_circumstances_name_no_computer() -> None:
    import platform

    when = circumstances("evoke bench")
    assert "cores" in when.machine
    assert platform.node() not in when.machine


def test_spread_of_one_measurement_has_no_ends() -> None:
    assert spread_text(Spread.exactly(1234.0), "s") == "1,234 s"


def test_picture_is_well_formed_and_inside_its_frame() -> None:
    picture = ET.fromstring(curve_svg(CURVE))
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    circles = [item for item in picture.iter() if item.tag.endswith("circle")]
    assert len(circles) == 4
    for circle in circles:
        assert 0 < float(circle.attrib["cx"]) < width
        assert 0 < float(circle.attrib["cy"]) < height
    texts = [item.text for item in picture.iter() if item.tag.endswith("text")]
    assert "Cost <of> n" in texts
    assert "ours, n^1.00" in texts


def test_picture_places_dearer_points_higher() -> None:
    circles = [item for item in ET.fromstring(curve_svg(CURVE)).iter() if item.tag.endswith("circle")]
    heights = [float(circle.attrib["cy"]) for circle in circles]
    assert heights[0] > heights[1] > heights[3]
    assert heights[0] > heights[2]
