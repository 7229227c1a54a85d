"""What a person reads can be read in another language, and the tables of translators are whole."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

from tests.helpers.engine_sentence_reader import engine_sentences_source
from tests.helpers.shown_text import Bare, Marked, ShownText

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
FOREIGN = ("de", "zh")
FORMS = {"en": 2, "de": 2, "zh": 1}
_HOLE = re.compile(r"\{\w*\}|%Ln|%n")


@dataclass(frozen=True)
class Message:
    """One row of a translator's table."""

    context: str
    source: str
    comment: str
    forms: tuple[str, ...]
    is_finished: bool
    has_plural: bool


def messages(language: str) -> list[Message]:
    found = []
    for context in ElementTree.parse(FOLDER / f"evoke_{language}.ts").iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            has_plural = message.get("numerus") == "yes"
            forms = tuple(form.text or "" for form in translation.iter("numerusform"))
            found.append(
                Message(
                    name,
                    message.findtext("source", ""),
                    message.findtext("comment", ""),
                    forms if has_plural else (translation.text or "",),
                    translation.get("type") != "unfinished",
                    has_plural,
                )
            )
    return found


@functools.cache
def read_app() -> tuple[ShownText, ...]:
    return tuple(ShownText(path) for path in sorted((ROOT / "app").rglob("*.py")))


def marked() -> list[Marked]:
    return [found for text in read_app() for found in text.marked]


def test_shown_text_every_text_in_the_window_is_marked_for_translation() -> None:
    bare = [found for text in read_app() for found in text.bare]
    told = [f"{found.path.relative_to(ROOT)}:{found.line}: {found.text!r}" for found in bare]
    assert not told, "write self.tr(...) or translate(...), or end the line with `# not shown`:\n" + "\n".join(told)


def test_shown_text_marks_hold_literals_that_qt_can_collect() -> None:
    wrong = [
        f"{found.path.relative_to(ROOT)}:{found.line}" for found in marked() if not (found.context and found.source)
    ]
    assert not wrong, f"context and text are literals, the number of a plural the third positional argument: {wrong}"


def test_shown_text_a_number_in_a_text_decides_its_plural() -> None:
    wrong = [found.source for found in marked() if ("%Ln" in found.source or "%n" in found.source) != found.has_plural]
    assert not wrong


@pytest.mark.parametrize("language", ["en", *FOREIGN])
def test_shown_text_tables_hold_every_text_once_and_no_others(language: str) -> None:
    wanted = {(one.context, one.source, one.comment) for one in marked() if one.has_plural or language != "en"}
    there = Counter((one.context, one.source, one.comment) for one in messages(language))
    missing, stale = wanted - there.keys(), there.keys() - wanted
    assert (missing, stale) == (set(), set()), "run: make translations"
    assert max(there.values()) == 1


def test_shown_text_what_the_engine_says_is_collected() -> None:
    listed = (ROOT / "app" / "engine_sentences.py").read_text(encoding="utf-8")
    assert listed == engine_sentences_source(ROOT / "engine"), "run: make translations"


@pytest.mark.parametrize("language", ["en", *FOREIGN])
def test_shown_text_translations_keep_what_is_filled_in(language: str) -> None:
    for message in messages(language):
        if message.is_finished:
            assert len(message.forms) == (FORMS[language] if message.has_plural else 1), message
            for form in message.forms:
                wanted, found = Counter(_HOLE.findall(message.source)), Counter(_HOLE.findall(form))
                assert found == wanted or (message.has_plural and found == wanted - Counter(["%Ln"])), message
                assert form.strip(), message


@pytest.mark.parametrize("language", FOREIGN)
def test_shown_text_nothing_is_left_untranslated(language: str) -> None:
    left = [one.source for one in messages(language) if not one.is_finished]
    assert left == [], f"write them in resources/translations/evoke_{language}.ts, then run: make translations"


def test_shown_text_mnemonics_of_a_menu_are_kept() -> None:
    for language in FOREIGN:
        lost = [
            one.source
            for one in messages(language)
            if one.context == "Menus" and not all("&" in form for form in one.forms)
        ]
        assert lost == [], language


def test_shown_text_english_plurals_are_written() -> None:
    assert [one.source for one in messages("en") if not one.is_finished] == [], "run: make translations"


@pytest.mark.parametrize("language", ["en", *FOREIGN])
def test_shown_text_what_the_window_loads_is_as_the_table(language: str) -> None:
    translator = QTranslator()
    assert translator.load(f"evoke_{language}", str(FOLDER))
    for message in messages(language):
        if message.is_finished:
            first = translator.translate(
                message.context, message.source, message.comment, 1 if message.has_plural else -1
            )
            assert first == message.forms[0], "run: make translations"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('label.setText("Add a folder")', ["Add a folder"]),
        ('label.setText(f"{n} files left")', ["{0} files left"]),
        ('label.setText(self.tr("Add a folder"))', []),
        ('label.setObjectName("Rail"), _log.info("It is open."), error("x")', []),
        ('action("Ctrl+Shift+V"), name("evoke_de"), icon("folder-plus")', []),
        ('def f():\n    """Say what it is."""', []),
        ('# not shown: names of fonts\nX = ("Noto Sans", "Inter")', []),
        ('X = "Noto Sans"  # not shown', []),
    ],
)
def test_shown_text_finder_tells_words_from_names(tmp_path: Path, source: str, expected: list[str]) -> None:
    path = tmp_path / "a.py"
    path.write_text(source, encoding="utf-8")
    found: list[Bare] = ShownText(path).bare
    assert [one.text for one in found] == expected
