"""The language of the window: which ones there are, how one is loaded, and texts outside of Qt's own classes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

SOURCE_LANGUAGE = "en"
# not shown in another language: each calls itself as it does
LANGUAGES = {"en": "English", "de": "Deutsch", "zh": "简体中文"}
_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "translations"
_QT_FILES = {"de": "qtbase_de", "zh": "qtbase_zh_CN"}


def translate(context: str, text: str, comment: str = "", number: int = -1) -> str:
    """Return `text` in the window's language; `number` decides the plural and is what %Ln stands for.

    Both `context` and `text` are literals where this is called: Qt's tools read them there.
    """
    return QCoreApplication.translate(context, text, comment, number)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text of a table for Qt's tools, under the name they know; `translate` then gives it where it is shown."""
    del context
    return text


def language_for(chosen: str, system: QLocale | None = None) -> str:
    """Return the language to speak: the chosen one, or the first of the system's that there is, or English."""
    if chosen in LANGUAGES:
        return chosen
    wanted = (system or QLocale.system()).uiLanguages()
    return next((code for code in (tag.split("-")[0] for tag in wanted) if code in LANGUAGES), SOURCE_LANGUAGE)


def speak(application: QCoreApplication, chosen: str = SOURCE_LANGUAGE) -> str:
    """Speak a language from now on, Qt's own texts included, and return it; called before the first widget is made.

    English is loaded too: its file holds the plural forms. A file that is missing leaves the English texts.
    """
    language = language_for(chosen)
    system = QLocale.system()
    if language != system.name().split("_")[0] and chosen in LANGUAGES:
        QLocale.setDefault(QLocale(language))  # dates and numbers as that language writes them
    _load(application, f"evoke_{SOURCE_LANGUAGE}", _FOLDER)
    if language != SOURCE_LANGUAGE:
        _load(application, f"evoke_{language}", _FOLDER)
        _load(application, _QT_FILES[language], Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
    return language


def stop_speaking(application: QCoreApplication) -> None:
    """Go back to the texts as they are in the source; for tests that spoke another language."""
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(QLocale.system())


def _load(application: QCoreApplication, name: str, folder: Path) -> None:
    translator = QTranslator(application)
    if translator.load(name, str(folder)):
        application.installTranslator(translator)
