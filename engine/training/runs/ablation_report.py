"""The page that an ablation ends in: one table with means and spreads, and the exact settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import mean, stdev

from engine.setting_fields import toml_value
from engine.training.runs.ablation import RunResult
from engine.training.runs.ablation_plan import Ablation, AblationRow
from engine.training.runs.recipe_files import recipe_text

RECALLS = tuple(f"{way}_R@{k}" for way in ("t2i", "i2t") for k in (1, 5, 10))
DIFFERENCES = ("t2i_R@1", "i2t_R@1")
_NOTHING = "-"
_INTRODUCTION = """# Ablation

What each objective of COTS, and each further idea, is worth on one small setting. Every figure is the mean over {seeds}
of the recall on held-out pictures in percent, with the sample standard deviation; t2i finds the picture of a caption,
i2t a caption of a picture. The averaged weights after the last epoch are measured, and nothing is chosen by these
figures. Differences (Δ) are taken seed by seed, against the first row unless another is named: the runs of one seed
share data, starting weights and the order of batches. "Dropped" is the share of pairs that the filter left out in the
last epoch.
"""


def ablation_page(ablation: Ablation, results: Mapping[str, Sequence[RunResult]], command: str) -> str:
    """Write the page as Markdown.

    Args:
        ablation: What was run.
        results: The results of every row, in the order of the seeds.
        command: How to make the page again.
    """
    introduction = _INTRODUCTION.format(seeds=_counted(len(ablation.seeds), "seed"))
    first = results[ablation.rows[0].name][0]
    size = f"Trained on {first.train:,} pictures, measured on {first.held_out:,} others that are never learned from."
    parts = (introduction, size, _table(ablation, results), "## Settings", _settings(ablation, command))
    return "\n\n".join(part.strip() for part in parts) + "\n"


NOTES_HEADING = "## What that says"


def with_notes(page: str, earlier: str) -> str:
    """Return the page with what people wrote below `NOTES_HEADING` in an earlier one."""
    at = earlier.find(f"\n{NOTES_HEADING}\n")
    return page if at < 0 else page.rstrip() + "\n" + earlier[at:]


def spread(values: Sequence[float]) -> str:
    """Write values as their mean and sample standard deviation, which one value alone does not have."""
    return f"{mean(values):.1f} ± {stdev(values):.1f}" if len(values) > 1 else f"{values[0]:.1f}"


def _table(ablation: Ablation, results: Mapping[str, Sequence[RunResult]]) -> str:
    heads = (
        *(name.replace("_", " ") for name in RECALLS),
        *(f"Δ {name.replace('_', ' ')}" for name in DIFFERENCES),
        "loss",
        "dropped",
        "minutes",
    )
    lines = ["| row | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for row in ablation.rows:
        lines.append("| " + " | ".join((_name(ablation, row), *_cells(ablation, row, results))) + " |")
    return "\n".join(lines)


def _name(ablation: Ablation, row: AblationRow) -> str:
    against = f" (Δ against {row.against})" if row.against and row.against != ablation.rows[0].name else ""
    return (row.name + against).replace("|", "\\|")


def _cells(ablation: Ablation, row: AblationRow, results: Mapping[str, Sequence[RunResult]]) -> tuple[str, ...]:
    own, reference = results[row.name], results[row.against or ablation.rows[0].name]
    recalls = [spread([result.measures[name] for result in own]) for name in RECALLS]
    return (
        *recalls,
        *(_difference(own, reference, name) for name in DIFFERENCES),
        _figure(own, "loss", lambda value: f"{value:.2f}"),
        _figure(own, "dropped", lambda value: f"{100 * value:.1f} %" if value else _NOTHING),
        f"{mean(result.seconds for result in own) / 60:.1f}",
    )


def _difference(own: Sequence[RunResult], reference: Sequence[RunResult], name: str) -> str:
    if own is reference:
        return _NOTHING
    by_seed = [a.measures[name] - b.measures[name] for a, b in zip(own, reference, strict=True)]
    return f"{mean(by_seed):+.1f}" + (f" ± {stdev(by_seed):.1f}" if len(by_seed) > 1 else "")


def _figure(own: Sequence[RunResult], name: str, write: Callable[[float], str]) -> str:
    values = [result.figures[name] for result in own if name in result.figures]
    return write(mean(values)) if values else _NOTHING


def _settings(ablation: Ablation, command: str) -> str:
    seeds = ", ".join(map(str, ablation.seeds))
    blocks = [
        f"Made by `{command}`; seeds {seeds}. The recipe all rows share, where it differs from the defaults of\n"
        "`engine/training/recipe.py` (places of data and weights left out):",
        f"```toml\n{_without_places(recipe_text(ablation.recipe))}\n```",
        "What each row changes:",
        "\n".join(f"- **{row.name}**: {_changes(row) or 'nothing'}" for row in ablation.rows),
    ]
    return "\n\n".join(blocks)


def _changes(row: AblationRow) -> str:
    return ", ".join(
        f"`{section}.{name} = {toml_value(value)}`"
        for section, values in row.changes.items()
        for name, value in values.items()
    )


def _without_places(text: str) -> str:
    """Leave out lines that name files of one computer, and sections in which nothing is left."""
    sections = (section.splitlines() for section in text.split("\n\n"))
    kept = ([line for line in section if not _names_a_place(line)] for section in sections)
    return "\n\n".join("\n".join(lines) for lines in kept if len(lines) > 1)


def _names_a_place(line: str) -> bool:
    value = line.partition(" = ")[2]
    return value.startswith('"') and ("/" in value or "\\\\" in value)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
