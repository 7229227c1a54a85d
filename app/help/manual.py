"""The user's manual: pages of Markdown with pictures, in the checkout's docs or where the wheel has put them."""

from __future__ import annotations

import re
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from engine.errors import EngineError

_HEADING = re.compile(r"^#\s+(.+?)\s*$", re.MULTILINE)
_IN_WHEEL = Path("share", "evoke", "manual")


class NoManual(EngineError):
    """The manual is not installed."""

    code = "no-manual"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its file, its heading, and its text for the search."""

    path: Path
    title: str
    text: str


def manual_folder() -> Path | None:
    """Return where the manual is, None where a packager left it out."""
    root = Path(__file__).resolve().parents[2]
    places = [root / "docs" / "manual", root / _IN_WHEEL, Path(sysconfig.get_path("data")) / _IN_WHEEL]
    try:
        listed = metadata.files("evoke") or ()
    except metadata.PackageNotFoundError:
        listed = ()
    # A wheel can be put anywhere; its list of files knows where it went.
    places += [Path(str(file.locate())).parent for file in listed if file.as_posix().endswith("evoke/manual/README.md")]
    return next((place for place in places if (place / "README.md").is_file()), None)


def read_pages(folder: Path) -> tuple[Page, ...]:
    """Return the pages in the order of their names, the first one first."""
    paths = [folder / "README.md", *sorted(folder.glob("[0-9]*.md"))]
    pages = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        heading = _HEADING.search(text)
        pages.append(Page(path, heading[1] if heading else path.stem, text))
    return tuple(pages)
