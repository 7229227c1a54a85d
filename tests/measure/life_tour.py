"""Lives with the window for a while, as a new user would, and keeps a picture of each step.

`xvfb-run -s "-screen 0 1480x920x24" python -m tests.measure.life_tour WORK_DIR OUT_DIR`: a first start, a folder,
looking while it is indexed, 40 captions by keyboard, a fine-tuning on the processor, before against after, keeping
it, searching with one's own words, and going back. The photographs are drawn. WORK_DIR must be new.

With a language (de, zh) after them, the screens of the library that the walk left in WORK_DIR are shown in it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from app.autostart import LinuxAutostart
from app.library.task_dialog import TaskDialog
from app.settings.settings_dialog import SettingsDialog
from engine.bench.drawn_pictures import draw_scene
from engine.caption_records import CaptionShelf
from engine.records import MediaId
from engine.tuning_records import RunStage
from tests.measure.drawn_places import draw_places
from tests.measure.walked_window import WalkedWindow

EACH = 30
OTHERS = 120  # what the place names have nothing to do with, and must not change
CAPTIONS, FROM_SUGGESTIONS = 40, 10
RUN_S = 900.0


class LifeTour(WalkedWindow):
    """Library, captions, fine-tuning, models."""

    def __init__(self, work: Path, out: Path, language: str = "en") -> None:
        self.photos, self.language = work / "Photos", language
        if language == "en":
            self._draw()
        super().__init__(work, out, language)
        self.teach = self.window.teach_page
        self.autostart = LinuxAutostart(work / "autostart", ["evoke"])

    def _draw(self) -> None:
        self.captions = draw_places(self.photos / "Places", EACH)
        for number in range(OTHERS):
            other = self.photos / "Other" / f"{number:03}.jpg"
            other.parent.mkdir(exist_ok=True)
            Image.fromarray(draw_scene(number, 640, 480)).save(other, "JPEG", quality=85)

    def add_folder(self) -> None:
        """Add a folder; pause, look around and search while it is indexed."""
        library = self.window.library_page
        done: list[object] = []
        library.session.index_ended.connect(lambda: done.append(1))
        self.window._on_folder_given(self.photos)
        card = library.card
        self.wait(lambda: card.yes_button.isVisible() or library.session.is_indexing or bool(done), "the estimate")
        self.keep("cost-told-before", settles=False)
        if card.yes_button.isVisible():
            card.yes_button.click()
        self.wait(lambda: bool(done) or self.frames >= 20, "the first photos")
        self.keep("being-indexed", settles=False)
        self.window.show_search()
        self.page.query_bar.edit.setFocus()
        QTest.keyClicks(self.page.query_bar.edit, "a boat on the water")
        self.wait(lambda: self.page.session.listing is not None and bool(self.page.session.listing.query), "hits")
        self.keep("searching-meanwhile", settles=False)
        self.wait(lambda: bool(done), "indexing")
        self.window.show_library()
        self.keep("library")
        library.folders.setCurrentIndex(library.folder_model.index(0))
        library.bar.pause.trigger()
        self.keep("folder-paused")
        library.bar.pause.trigger()
        self.settle()

    @property
    def frames(self) -> int:
        """How many pictures can be found."""
        return self.engine.status.frames if self.engine.status is not None else 0

    def caption(self) -> None:
        """Caption what is worth it, without the hands leaving the keyboard."""
        self.window.show_captions()
        page = self.window.captions_page
        self.wait(lambda: page.list.current_hit is not None and not page.is_busy, "what is worth captioning")
        self.keep("worth-captioning-next")
        began, written = time.monotonic(), 0
        while written < CAPTIONS:
            hit, field = page.list.current_hit, page.desk.editor.field
            assert hit is not None
            text = self.captions.get(hit.path, "")
            QTest.keyClicks(field, text)
            written += bool(text)
            if written == 5 and text:
                self.keep("caption-being-typed", settles=False)
            QTest.keyClick(field, Qt.Key.Key_Return if text else Qt.Key.Key_PageDown)
            if written == FROM_SUGGESTIONS and page.shelves.shelf is CaptionShelf.NEXT:
                page.shelves.choose(CaptionShelf.WITHOUT)
                self.wait(lambda: not page.is_busy, "the others")  # what is typed before is kept as a draft
            self._wait_for_another(hit.media_id)
        sys.stdout.write(f"{CAPTIONS} captions in {time.monotonic() - began:.0f} s\n")
        self.wait(lambda: not page.is_busy, "the coverage")
        self.keep("forty-captions")

    def _wait_for_another(self, media_id: MediaId) -> None:
        shown = self.window.captions_page.list
        self.wait(lambda: (now := shown.current_hit) is not None and now.media_id != media_id, "the next one")

    def _type_name(self, name: str, picture: str) -> int:
        """Search for a made-up word; return how many of the first 20 show it."""
        self.window.show_search()
        self.type(name)
        if self.page.weaker_bar.isVisible():
            self.page.weaker_bar.button.click()
            self.settle()
        self.keep(picture)
        rows = [self.page.grid.results.hit(row) for row in range(min(20, self.page.grid.results.rowCount()))]
        place = list(dict.fromkeys(name.split()))[-1]
        return sum(place.lower() in self.captions.get(hit.path, "").lower() for hit in rows if hit is not None)

    def fine_tune(self) -> None:
        """Start, look at the chart, pause, go on, and look at the verdict."""
        before = self._type_name("Varnis", "own-word-before")
        self.window.show_teaching()
        plan = self.teach.plan
        self.wait(lambda: plan.start_button.isEnabled() and self.teach.session.estimate is not None, "the plan")
        self.keep("what-learning-would-do")
        plan.start_button.click()
        self.wait(lambda: self.teach.run.isVisible() and bool(self.teach.run.losses.lines), "the first losses", RUN_S)
        self.keep("learning", settles=False)
        if self.teach.session.training is not None:
            self.teach.run.pause_button.click()
            self.wait(lambda: self.teach.session.training is None, "the pause")
            self.keep("learning-paused", settles=False)
            if self.teach.run.go_on_button.isVisible():
                self.teach.run.go_on_button.click()
        self.wait(lambda: self._stage() not in (None, RunStage.RUNNING, RunStage.PAUSED), "the verdict", RUN_S)
        self.settle()
        self.keep("before-and-after")
        scroll = self.teach.findChildren(QScrollArea)[0].verticalScrollBar()
        scroll.setValue(scroll.maximum())
        self.keep("queries-side-by-side")
        scroll.setValue(0)
        sys.stdout.write(f"verdict: {self.teach.verdict.text}\n")
        if self._stage() is RunStage.WAITING:
            self.teach.verdict.keep_button.click()
            self.wait(lambda: self.teach.session.switching is not None, "the new space")
            QTest.qWait(1500)
            self.keep("new-space-beside-the-old", settles=False)
            self.wait(lambda: self.teach.session.switching is None, "the switch", RUN_S)
            self.keep("kept")
            after = self._type_name("Varnis", "own-word-after")
            sys.stdout.write(f"of the first 20 for Varnis: {before} before, {after} after\n")
            self.window.show_teaching()
            self.settle()
            self.teach.verdict.back_button.click()
            self.wait(lambda: self.teach.session.switching is not None, "going back")
            self.wait(lambda: self.teach.session.switching is None, "going back", RUN_S)
            self.keep("rolled-back")

    def models(self) -> None:
        """Look at what is installed and what can be fetched."""
        self.window.show_models()
        self.keep(self._named("models"))

    def care(self) -> None:
        """Check the library."""
        library = self.window.library_page
        self.window.show_library()
        library.care.check()
        dialog = self.window.findChildren(TaskDialog)[-1]
        self.center(dialog)
        self.wait(lambda: not any(task.title for task in self.engine.running), "the check")
        self.keep(self._named("library-checked"))
        dialog.reject()

    def settings(self) -> None:
        """Look for a setting."""
        preferences, appearance = self.window._services.preferences, self.appearance
        dialog = SettingsDialog(preferences, appearance, self.autostart, self.window)
        dialog.open()
        self.center(dialog)
        self.keep(self._named("settings"), settles=False)
        dialog.reject()

    def pages(self) -> None:
        """Show each page."""
        self.type("Varnis")
        self.page.grid.setFocus()
        self.page.grid.step(1)
        QTest.keyClick(self.page.grid, Qt.Key.Key_Return)
        self.keep(self._named("search"))
        self.page.close_viewer()
        self.window.show_library()
        self.keep(self._named("library"))
        self.window.show_captions()
        self.wait(lambda: self.window.captions_page.list.current_hit is not None, "the captions")
        self.keep(self._named("captions"))
        self.window.show_teaching()
        self.wait(lambda: self.teach.session.estimate is not None, "the estimate")
        self.keep(self._named("teach"))

    def _named(self, name: str) -> str:
        return name if self.language == "en" else f"{self.language}-{name}"

    def _stage(self) -> RunStage | None:
        run = self.teach.session.run
        return None if run is None else run.stage


def main() -> None:
    """Walk."""
    tour = LifeTour(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute(), *sys.argv[3:])
    walk = (tour.start, tour.add_folder, tour.caption, tour.fine_tune, tour.models, tour.care, tour.settings)
    try:
        for step in walk if tour.language == "en" else (tour.start, tour.pages, tour.models, tour.care, tour.settings):
            step()
    finally:
        tour.close()


if __name__ == "__main__":
    main()
