"""Writing captions, without widgets: of one photo or clip at a time, step by step, and every step can be undone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.services import Services
from app.tasks import LatestTask, Task
from engine.caption_records import CaptionChange, NewCaption, OwnCaption
from engine.records import MediaId

MOST_UNDONE = 200


class CaptionSession(QObject):
    """Follows one photo or clip. What was asked to be written is written, wherever one has gone meanwhile."""

    loaded = Signal(object)  # tuple of OwnCaption: all of what is looked at
    changed = Signal(object)  # CaptionChange, of whichever photo or clip
    undo_changed = Signal(object)  # bool: there is something to undo
    undone = Signal(object)  # CaptionChange
    failed = Signal(object)  # Exception

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = services.operations
        self._media_id: MediaId | None = None
        self._captions: tuple[OwnCaption, ...] = ()
        self._done: list[CaptionChange] = []
        self._writing: list[Task] = []
        self._reading = LatestTask(self)

    @property
    def media_id(self) -> MediaId | None:
        """What is looked at."""
        return self._media_id

    @property
    def captions(self) -> tuple[OwnCaption, ...]:
        """Its captions, as far as they are known."""
        return self._captions

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._done)

    @property
    def is_busy(self) -> bool:
        """Whether something is being read or written."""
        return self._reading.is_busy or bool(self._writing)

    def look_at(self, media_id: MediaId | None) -> None:
        """Show the captions of another photo or clip, or of none."""
        if media_id == self._media_id:
            return
        self._media_id = media_id
        self._show(())
        self._reading.drop()
        if media_id is not None:
            self._read()

    def write(self, text: str, time_s: float | None = None, end_s: float | None = None) -> None:
        """Add a caption to what is looked at; an empty one is none."""
        words = " ".join(text.split())
        if words and self._media_id is not None:
            self._change([NewCaption(self._media_id, words, time_s, end_s)], [])

    def rewrite(self, caption: OwnCaption, text: str) -> None:
        """Let a caption say something else, or nothing."""
        words = " ".join(text.split())
        if words == caption.text:
            return
        new = [NewCaption(caption.media_id, words, caption.time_s, caption.end_s, caption.created_at)] if words else []
        self._change(new, [caption.caption_id])

    def take_out(self, caption: OwnCaption) -> None:
        """Take a caption away."""
        self._change([], [caption.caption_id])

    def undo(self) -> None:
        """Take back the last step that was not taken back yet."""
        if not self._done:
            return
        change = self._done.pop()
        self.undo_changed.emit(self.can_undo)
        back = [NewCaption(one.media_id, one.text, one.time_s, one.end_s, one.created_at) for one in change.removed]
        task = self._operations.change_captions(back, [one.caption_id for one in change.added])
        self._follow(task, lambda done: self._on_undone(change, done))

    def _change(self, add: Sequence[NewCaption], remove: Sequence[int]) -> None:
        self._follow(self._operations.change_captions(add, remove), self._on_written)

    def _follow(self, task: Task, on_returned: Callable[[CaptionChange], None]) -> None:
        self._writing.append(task)
        task.returned.connect(on_returned)
        task.failed.connect(self.failed)
        task.finished.connect(self._on_task_finished)

    def _on_task_finished(self) -> None:
        self._writing = [task for task in self._writing if not task.is_finished]

    def _on_written(self, change: CaptionChange) -> None:
        if change.added or change.removed:
            self._done.append(change)
            del self._done[:-MOST_UNDONE]
            self.undo_changed.emit(True)
        self._on_changed(change)

    def _on_undone(self, step: CaptionChange, done: CaptionChange) -> None:
        """What was put back has other numbers than before: earlier steps learn them."""
        numbers = {_key(caption): caption for caption in done.added}
        again = {caption.caption_id: numbers.get(_key(caption), caption) for caption in step.removed}
        self._done = [
            dataclasses.replace(one, added=tuple(again.get(caption.caption_id, caption) for caption in one.added))
            for one in self._done
        ]
        self._on_changed(done)
        self.undone.emit(done)

    def _on_changed(self, change: CaptionChange) -> None:
        taken = {caption.caption_id for caption in change.removed}
        mine = [caption for caption in change.added if caption.media_id == self._media_id]
        if mine or any(caption.media_id == self._media_id for caption in change.removed):
            kept = [caption for caption in self._captions if caption.caption_id not in taken]
            self._show(tuple(sorted([*kept, *mine], key=_order)))
        self.changed.emit(change)

    def _read(self) -> None:
        assert self._media_id is not None
        self._reading.watch(self._operations.list_captions([self._media_id]), self._show, self.failed.emit)

    def _show(self, captions: tuple[OwnCaption, ...]) -> None:
        self._captions = captions
        self.loaded.emit(captions)


def _order(caption: OwnCaption) -> tuple[float, object, int]:
    """As the engine orders them: of the whole first, then by time."""
    return (-1.0 if caption.time_s is None else caption.time_s, caption.created_at, caption.caption_id)


def _key(caption: OwnCaption) -> tuple[MediaId, str, float | None]:
    """What there is once of each caption."""
    return caption.media_id, caption.text, caption.time_s
