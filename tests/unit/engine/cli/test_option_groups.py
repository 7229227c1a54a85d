"""Dataclasses as groups of options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
import typer

from engine.cli.option_groups import flat_options


@dataclass(frozen=True)
class Size:
    wide: Annotated[int, typer.Option("--wide", help="How wide.")] = 1
    tall: Annotated[int | None, typer.Option("--tall", metavar="N")] = None


@dataclass(frozen=True)
class Colour:
    name: Annotated[str, typer.Option()] = "red"


def run(arguments: list[str]) -> tuple[object, ...]:
    seen: list[tuple[object, ...]] = []

    def paint(size: Size, colour: Colour, what: str, fast: Annotated[bool, typer.Option("--fast")] = False) -> None:
        """Paint something."""
        seen.append((size, colour, what, fast))

    app = typer.Typer(add_completion=False)
    app.command()(flat_options(paint))
    with pytest.raises(SystemExit) as left:
        app(args=arguments)
    assert left.value.code == 0
    return seen[0]


def test_flat_options_given_values_build_the_groups() -> None:
    parsed = run(["wall", "--wide", "3", "--tall", "4", "--name", "blue", "--fast"])
    assert parsed == (Size(3, 4), Colour("blue"), "wall", True)


def test_flat_options_left_out_values_are_the_fields_defaults() -> None:
    assert run(["wall"]) == (Size(1, None), Colour("red"), "wall", False)


def test_flat_options_keep_name_and_help() -> None:
    def paint(size: Size) -> None:
        """Paint something."""

    flat = flat_options(paint)
    assert (flat.__name__, flat.__doc__) == ("paint", "Paint something.")
