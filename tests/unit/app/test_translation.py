from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from app import human_text
from app.engine_text import in_own_words
from app.error_dialog import describe_error
from app.translation import language_for, speak, stop_speaking, translate
from engine.errors import FolderMissing

pytestmark = pytest.mark.usefixtures("qapp")
GERMAN = {
    "Try again.": "Noch einmal.",
    "{0} is not there.": "{0} ist nicht da.",
    "Is its disk connected?": "Ist das Laufwerk da?",
    "The index {0} has {1} bytes, not {2}.": "{2} Bytes statt {1}: Index {0}.",
    "The index {0} cannot be read: {1}.": "Der Index {0} ist nicht lesbar: {1}.",
}


class Dictionary(QTranslator):
    def translate(self, context: str, text: str, comment: str | None = None, number: int = -1) -> str:
        del context, comment, number
        return GERMAN.get(text, text)

    def isEmpty(self) -> bool:  # noqa: N802  # the name Qt asks for
        return False


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    dictionary = Dictionary()
    qapp.installTranslator(dictionary)
    yield
    qapp.removeTranslator(dictionary)


@pytest.fixture
def restored(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    stop_speaking(qapp)
    speak(qapp)


@pytest.mark.parametrize(
    ("chosen", "system", "expected"),
    [
        ("system", "de_AT", "de"),
        ("system", "zh_CN", "zh"),
        ("system", "fr_FR", "en"),
        ("en", "de_DE", "en"),
        ("de", "fr_FR", "de"),
        ("tlh", "de_DE", "de"),
    ],
)
def test_language_chosen_or_the_systems_or_english(chosen: str, system: str, expected: str) -> None:
    assert language_for(chosen, QLocale(system)) == expected


def test_speak_english_plurals_agree_with_the_number() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))  # the machine's own may group no digits
    try:
        assert (human_text.files(1), human_text.files(1204)) == ("1 file", "1,204 files")
    finally:
        QLocale.setDefault(before)


def test_speak_another_language_numbers_are_written_as_it_does(restored: QApplication) -> None:
    stop_speaking(restored)
    assert speak(restored, "de") == "de"
    assert human_text.number(1234567) == "1.234.567"


def test_stop_speaking_leaves_the_texts_as_they_are_in_the_source(restored: QApplication) -> None:
    stop_speaking(restored)
    assert human_text.files(2) == "2 file(s)"


def test_tr_text_of_a_base_class_is_found_in_a_subclass(qapp: QApplication, german: None) -> None:
    class Base(QObject):
        def says(self) -> str:
            return self.tr("Try again.")

    class Derived(Base):
        pass

    assert Derived().says() == "Noch einmal."


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Is its disk connected?", "Ist das Laufwerk da?"),
        ("/a/b {c} is not there.", "/a/b {c} ist nicht da."),
        ("The index x has 12 bytes, not 13.", "13 Bytes statt 12: Index x."),
        ("The index a cannot be read: no such file: a.", "Der Index a ist nicht lesbar: no such file: a."),
        ("", ""),
        ("beach.jpg", "beach.jpg"),
    ],
)
def test_in_own_words_sentence_is_found_with_what_is_filled_in(sentence: str, expected: str) -> None:
    assert in_own_words(sentence) == expected


def test_in_own_words_english_stays_as_it_is() -> None:
    assert in_own_words("/a/b is not there.") == "/a/b is not there."


@pytest.mark.usefixtures("german")
def test_describe_error_of_the_engine_is_in_the_windows_language() -> None:
    error = FolderMissing("/a is not there.", hint="Is its disk connected?", path=Path("/a"))
    assert describe_error(error).sentence == "/a ist nicht da. Ist das Laufwerk da?"


def test_translate_without_a_table_gives_the_text() -> None:
    assert translate("Nowhere", "Add a folder") == "Add a folder"
