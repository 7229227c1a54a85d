"""What a person wants left out of the library: patterns for every folder and for each, tried before they are kept."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Final

from engine.index.left_out import PATTERNS_NOTE, Judge, apply_exclusions, exclusions_of
from engine.index.vectors import VectorIndex
from engine.jobs import CancelToken
from engine.library_records import PatternChange, PatternLine, PatternPreview
from engine.media.exclusion import ALWAYS_LEFT_OUT, Exclusions
from engine.media.ignore_rules import Rule, parse_rules
from engine.records import FolderId, SpaceId
from engine.store import Store
from engine.store.folders_table import FolderRecord
from engine.store.path_bytes import decode_path, encode_path

_SEPARATOR: Final = os.fsencode(os.sep)
_EXAMPLES: Final = 100
_LOOK_EVERY: Final = 4096


class KeepingOut:
    """The patterns of one library."""

    def __init__(self, store: Store, space: Callable[[], tuple[SpaceId, VectorIndex]]) -> None:
        """Take the store, and what gives the space in use and its index."""
        self._store = store
        self._space = space

    def preview_patterns(
        self, patterns: str, folder_id: FolderId | None = None, *, cancel: CancelToken | None = None
    ) -> PatternPreview:
        """Say what patterns would leave out of the known files; nothing is changed, and no disk is looked at.

        Raises:
            Cancelled: A stop was asked for.
        """
        cancel = cancel or CancelToken()
        rules, bad = parse_rules(patterns)
        exclusions = self._with(patterns, folder_id)
        judge = Judge(exclusions)
        homes = None if folder_id is None else {folder.path for folder in self._folders(folder_id)}
        known, out = 0, list[bytes]()
        for number, (path, _, _) in enumerate(chain(self._store.files.after(b""), *self._store.left_out.all())):
            if number % _LOOK_EVERY == 0:
                cancel.check()
            if homes is None or judge.home_of(path) in homes:
                known += 1
                if judge.leaves_out(path):
                    out.append(path)
        counts = self._deciding(rules, exclusions, out, cancel)
        lines = [PatternLine(rule.line, rule.text, counts[rule.line]) for rule in rules]
        lines += [PatternLine(line.line, line.text, 0, line.reason) for line in bad]
        step = max(1, len(out) // _EXAMPLES)
        return PatternPreview(
            known=known,
            left_out=len(out),
            lines=tuple(sorted(lines, key=lambda line: line.line)),
            examples=tuple(decode_path(path) for path in sorted(out)[::step][:_EXAMPLES]),
            always=ALWAYS_LEFT_OUT,
        )

    def set_patterns(
        self, patterns: str, folder_id: FolderId | None = None, *, cancel: CancelToken | None = None
    ) -> PatternChange:
        """Leave this out of a folder, or of every folder, from now on; what is known follows at once.

        Files that are new to the library by it are met by the next look through the folder.

        Raises:
            Cancelled: A stop was asked for before anything was changed.
            DiskFull: The library cannot be written.
        """
        before = exclusions_of(self._store)
        with self._store.write() as tx:
            if folder_id is None:
                self._store.notes.put(tx, PATTERNS_NOTE, patterns.strip())
            else:
                self._store.folders.leave_out(tx, folder_id, patterns.strip())
        space_id, index = self._space()
        hidden, shown = apply_exclusions(self._store, space_id, index, cancel or CancelToken(), before)
        return PatternChange(hidden, shown)

    def _folders(self, folder_id: FolderId) -> list[FolderRecord]:
        return [folder for folder in self._store.folders.all() if folder.folder_id == folder_id]

    def _with(self, patterns: str, folder_id: FolderId | None) -> Exclusions:
        everywhere = self._store.notes.get(PATTERNS_NOTE) if folder_id is not None else patterns
        return Exclusions(
            everywhere,
            {
                folder.path: patterns if folder.folder_id == folder_id else folder.patterns
                for folder in self._store.folders.all()
            },
        )

    def _deciding(
        self, rules: list[Rule], exclusions: Exclusions, out: list[bytes], cancel: CancelToken
    ) -> Counter[int]:
        """Count by line what each of these rules leaves out."""
        counts: Counter[int] = Counter()
        finder = RuleFinder(rules, exclusions)
        for number, path in enumerate(out):
            if number % _LOOK_EVERY == 0:
                cancel.check()
            line = finder.line_of(path)
            if line is not None:
                counts[line] += 1
        return counts


class RuleFinder:
    """Finds the line that leaves a file out, itself or by a folder on the way; folders are asked about once."""

    def __init__(self, rules: list[Rule], exclusions: Exclusions) -> None:
        self._rules = rules
        self._homes = sorted((encode_path(home) for home in exclusions.homes), key=len, reverse=True)
        self._known: dict[tuple[bytes, bytes], int | None] = {}

    def line_of(self, path: bytes) -> int | None:
        """Return its number, None where another set of rules is the reason."""
        home = next((home for home in self._homes if path.startswith(home + _SEPARATOR)), None)
        if home is None:
            return None
        return self._find(home, path[len(home) + 1 :].replace(_SEPARATOR, b"/"), is_folder=False)

    def _find(self, home: bytes, below: bytes, *, is_folder: bool) -> int | None:
        parent, _, name = below.rpartition(b"/")
        if parent:
            if (home, parent) not in self._known:
                self._known[home, parent] = self._find(home, parent, is_folder=True)
            if self._known[home, parent] is not None:
                return self._known[home, parent]
        rule = self._deciding_rule(below, name, is_folder=is_folder)
        return None if rule is None or rule.is_exception else rule.line

    def _deciding_rule(self, path: bytes, name: bytes, *, is_folder: bool) -> Rule | None:
        return next((rule for rule in reversed(self._rules) if rule.matches(path, name, is_folder=is_folder)), None)
