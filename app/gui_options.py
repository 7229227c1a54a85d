"""What `evoke gui` takes on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.user_settings import default_library_dir

_THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class GuiOptions:
    """How the window is opened; `theme` None takes the one of the settings."""

    library_dir: Path
    model: str = "auto"
    query: str = ""
    screenshot: Path | None = None
    theme: str | None = None
    is_hidden: bool = False


def parse_gui_options(args: Sequence[str]) -> GuiOptions:
    """Parse what follows `evoke gui`; wrong usage says so and exits with code 2."""
    parser = argparse.ArgumentParser(prog="evoke gui", description="Open the window.", allow_abbrev=False)
    parser.add_argument("--query", default="", metavar="TEXT", help="search for this at once")
    parser.add_argument(
        "--screenshot", type=Path, metavar="PNG", help="save a picture of the results and a heat map, and leave"
    )
    parser.add_argument("--library", type=Path, metavar="DIR", help="where the library is kept")
    parser.add_argument("--model", default="auto", metavar="NAME", help="checkpoint by name or path")
    parser.add_argument("--theme", choices=_THEMES, help="colour theme, instead of the one in the settings")
    parser.add_argument("--hidden", action="store_true", help="begin beside the clock, without the window")
    found = parser.parse_args(list(args))
    library_dir = (found.library or default_library_dir()).expanduser().absolute()
    return GuiOptions(library_dir, found.model, found.query, found.screenshot, found.theme, found.hidden)
