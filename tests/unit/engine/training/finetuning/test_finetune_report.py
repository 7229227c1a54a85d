from pathlib import Path

from engine.training.finetuning.finetune_report import BEGIN, END, Measured, Row, VariantRow, tables, write_report
from engine.training.finetuning.finetune_topics import TOPICS, Case

LOW, HIGH = Measured((10, 20, 30, 40), (50, 60, 70, 80)), Measured((12, 24, 36, 48), (49, 60, 70, 80))


def rows() -> list[Row]:
    cases = [
        Case(TOPICS[0], 20, 0),
        Case(TOPICS[0], 20, 1),
        Case(TOPICS[0], 100, 0),
        Case(TOPICS[1], 20, 0, control="random"),
    ]
    return [Row(case, LOW, HIGH, 0.5, case.seed == 0, {}, 3.0) for case in cases]


def variants() -> list[VariantRow]:
    return [VariantRow(Case(TOPICS[0], 100, 0), name, LOW, {0.5: HIGH, 1.0: LOW}) for name in ("nothing", "default")]


def test_tables_average_over_seeds_and_order_by_pairs() -> None:
    text = tables(rows(), variants())
    lines = [line for line in text.splitlines() if line.startswith("| dogs")]
    assert lines[0] == (
        "| dogs | as they are | 20 | 10.0 → 12.0 ± 0.0 | 20.0 → 24.0 ± 0.0 | 30.0 → 36.0 ± 0.0 | 50.0 → 49.0 ± 0.0 "
        "| 60.0 → 60.0 ± 0.0 | 1 of 2 | 33.0 | 3 |"
    )
    assert "| 100 |" in lines[1]
    assert "| pictures of no topic | 20 | 1 of 1 | 30.0 → 36.0 ± 0.0 |" in text
    assert "| nothing, captions as they are | +6.0 / -0.5 | +0.0 / +0.0 |" in text
    assert text.index("| nothing") < text.index("| default")


def test_write_report_replaces_the_tables_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "finetuning.md"
    path.write_text(f"# Title\n\n{BEGIN}\nearlier tables\n{END}\n\nAfter.\n", encoding="utf-8")
    write_report(path, rows(), variants())
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# Title\n\n{BEGIN}")
    assert text.endswith(f"{END}\n\nAfter.\n")
    assert "earlier tables" not in text
    assert "| dogs |" in text


def test_write_report_without_a_document_makes_one(tmp_path: Path) -> None:
    write_report(tmp_path / "new.md", rows(), [])
    assert (tmp_path / "new.md").read_text(encoding="utf-8").startswith(BEGIN)
