"""The README tells of every command and every setting, in the words of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.cli.reference import command_rows, filled, settings_table, tables_in
from engine.config import Config
from engine.setting_fields import describe
from engine.training.runs.recipe_files import list_recipes

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_docs_readme_tables_are_up_to_date() -> None:
    assert filled(README) == README, "run: python -m engine.cli.reference README.md"


def test_docs_table_of_recipe_values_is_up_to_date() -> None:
    page = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    assert tables_in(page) == ("recipe",)
    assert filled(page, ("recipe",)) == page, "run: python -m engine.cli.reference docs/training.md"


def test_docs_training_page_tells_of_every_shipped_recipe() -> None:
    page = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    assert not [info.name for info in list_recipes() if f"`{info.name}`" not in page]


def test_docs_every_command_of_the_contract_is_there() -> None:
    typed = {row[0].split("[")[0].split("--")[0].split(" QUERY")[0].strip() for row in command_rows()}
    plain = [
        "gui",
        "index",
        "search",
        "explain",
        "watch",
        "verify",
        "backup",
        "move",
        "restore",
        "doctor",
        "bench",
        "demo",
        "finetune",
        "train",
        "train-tokenizer",
    ]
    grouped = [
        "models list",
        "models fetch",
        "models use",
        "models rollback",
        *(f"eval {name}" for name in ["retrieval", "zeroshot", "pointing", "moments"]),
    ]
    grouped += [f"folders {name}" for name in ["list", "remove", "pause", "resume", "leave-out"]]
    grouped += [
        f"captions {name}" for name in ["add", "import", "export", "export-pictures", "list", "remove", "suggest"]
    ]
    grouped += [f"captions {name}" for name in ["collect", "export-sidecars"]]
    assert {re.split(r" (?:PATH|CSV|NAME|DIR|\[)", name)[0] for name in typed} == {
        f"evoke {name}" for name in [*plain, *grouped]
    }


def test_docs_every_command_says_what_it_does() -> None:
    assert all(does.endswith((".", "?")) and len(does) > 20 for _, does in command_rows())


@pytest.mark.parametrize("key", [info.key for info in describe(Config)])
def test_docs_every_setting_has_a_row(key: str) -> None:
    assert f"| `{key}` |" in settings_table()


def test_docs_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="commands:begin"):
        filled("# A page")
