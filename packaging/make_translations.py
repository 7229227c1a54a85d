"""Collects every text a person reads, updates the tables that translators fill, and makes what the window loads.

Run as `make translations`. Qt's own tools do the work. They are given the texts as a file of C++, because their reader
of Python takes no plural whose number is computed; the engine, which knows no Qt, has its sentences collected first.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers.engine_sentence_reader import engine_sentences_source  # noqa: E402
from tests.helpers.shown_text import Marked, ShownText  # noqa: E402

_OPTIONAL = re.compile(r"\((s|es)\)")
_LANGUAGES = {"en": "en", "de": "de_DE", "zh": "zh_CN"}


def main() -> int:
    """Update the tables and make the files the window loads."""
    (ROOT / "app" / "engine_sentences.py").write_text(engine_sentences_source(ROOT / "engine"), encoding="utf-8")
    marked = [found for path in sorted((ROOT / "app").rglob("*.py")) for found in ShownText(path).marked]
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.cpp")
        texts.write_text("".join(map(_as_cpp, marked)), encoding="utf-8")
        for language, qt_name in _LANGUAGES.items():
            table = f"resources/translations/evoke_{language}.ts"
            options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
            options += ["-target-language", qt_name, *(["-pluralonly"] if language == "en" else [])]
            _run("lupdate", *options, str(texts), "-ts", table)
            if language == "en":
                fill_english(ROOT / table)
            _run("lrelease", "-silent", "-nounfinished", table)
    return 0


def fill_english(table: Path) -> None:
    """Write the English forms of plurals that have none yet: "%Ln file(s)" has two that follow by themselves."""
    tree = ElementTree.parse(table)
    for message in tree.iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        if translation is None or translation.get("type") != "unfinished":
            continue
        del translation.attrib["type"]
        for place, form in enumerate(translation.findall("numerusform")):
            form.text = _OPTIONAL.sub(r"\1" if place else "", source)
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    table.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def _as_cpp(marked: Marked) -> str:
    macro = "QT_TRANSLATE_N_NOOP3" if marked.has_plural else "QT_TRANSLATE_NOOP3"
    parts = (json.dumps(part, ensure_ascii=False) for part in (marked.context, marked.source, marked.comment))
    return f"{macro}({', '.join(parts)})\n"


def _run(tool: str, *args: str) -> None:
    name = f"{tool}.exe" if sys.platform == "win32" else tool
    subprocess.run([str(Path(PySide6.__file__).parent / name), *args], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
