"""Bringing a library up to date: when asked to, as part of the upkeep, and as part of a repair."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.config import Config
from engine.index.audit_time import Stretch
from engine.index.indexer import Indexer
from engine.index.mending import Mender
from engine.jobs import CancelToken, Reporter
from engine.library.caption_filler import fill_caption_vectors
from engine.library.densities import in_force
from engine.library.index_gate import IndexGate
from engine.library.model_in_use import ModelInUse
from engine.library.signature_filler import fill_signatures
from engine.library_records import IndexReport, VerifyReport
from engine.media.low_priority import lower_this_thread
from engine.media.settling import QUIET_S
from engine.media.thumbnails import ThumbnailStore
from engine.media.workers import DecodePool
from engine.records import SpaceId
from engine.store import Store

_REST_SHARE: Final = 0.5  # of the time a scan in the background takes, so that searches are not slowed down
_REST_AFTER_S: Final = 0.01
_CHECKED: Final = "checked"  # where the last check that had little time stopped


@dataclass(frozen=True, slots=True)
class Upkept:
    """What a piece of upkeep did, and what it left.

    Attributes:
        report: What it did.
        unsettled: Files that are new or changed and were written a moment ago.
        needs_scan: Whether it met something that only a scan of everything can tell.
    """

    report: IndexReport
    unsettled: tuple[Path, ...]
    needs_scan: bool


class Updates:
    """Runs over the files of one library, in the space of the model in use. One at a time."""

    def __init__(self, store: Store, thumbnails: ThumbnailStore, config: Config, gate: IndexGate) -> None:
        self._store = store
        self._gate = gate
        self._thumbnails = thumbnails
        self._config = config
        self._aliases: dict[Path, Path] = {}

    def index(
        self,
        use: ModelInUse,
        space_id: SpaceId,
        roots: Sequence[Path],
        *,
        forget_missing: bool,
        cancel: CancelToken | None,
        report: Reporter,
    ) -> IndexReport:
        """Bring these folders or files up to date; see `Indexer.run`."""
        cancel = cancel or CancelToken()
        with self._passing(), self._decoder(use) as decoder:
            indexer = self._indexer(use, space_id, decoder)
            outcome = indexer.run(
                roots,
                forget_missing=forget_missing,
                breathe=lambda: self._gate.pass_through(cancel),
                expects=True,
                cancel=cancel,
                report=report,
            )
            self._aliases |= indexer.aliases
        self._sign(use, space_id, cancel)
        self.embed_captions(use, space_id, cancel)
        return outcome

    def catch_up(
        self, use: ModelInUse, space_id: SpaceId, roots: Sequence[Path], *, cancel: CancelToken, report: Reporter
    ) -> Upkept:
        """Bring these folders up to date without haste; files that are still being written are left."""
        rest = _Rest()

        def breathe() -> None:
            self._gate.pass_through(cancel)
            rest()

        with self._passing(), self._decoder(use) as decoder:
            indexer = self._indexer(use, space_id, decoder)
            outcome = indexer.run(
                roots, settled_before_ns=_settled_before_ns(), breathe=breathe, cancel=cancel, report=report
            )
            elsewhere = {
                name: known for name, known in self._aliases.items() if not any(map(name.is_relative_to, roots))
            }
            self._aliases = elsewhere | indexer.aliases
        self._sign(use, space_id, cancel)
        self.embed_captions(use, space_id, cancel)
        return Upkept(outcome, indexer.unsettled, needs_scan=False)

    def refresh(
        self, use: ModelInUse, space_id: SpaceId, paths: Collection[Path], *, cancel: CancelToken, report: Reporter
    ) -> Upkept:
        """Look at what was reported as changed, and at nothing else; see `Indexer.refresh`."""
        with self._passing(), self._decoder(use) as decoder:
            indexer = self._indexer(use, space_id, decoder)
            outcome = indexer.refresh(
                paths, aliases=self._aliases, settled_before_ns=_settled_before_ns(), cancel=cancel, report=report
            )
        if outcome.embedded:
            self._sign(use, space_id, cancel)
        return Upkept(outcome, indexer.unsettled, indexer.needs_scan)

    def verify(
        self,
        use: ModelInUse,
        space_id: SpaceId,
        *,
        repair: bool,
        minutes: float | None,
        cancel: CancelToken | None,
        report: Reporter,
    ) -> VerifyReport:
        """Check every promise, and with `repair` mend what is broken; see `Mender.run`.

        With `minutes` only for so long, going on where the last check with it stopped.
        """
        with self._decoder(use) as decoder:
            indexer = self._indexer(use, space_id, decoder)
            mender = Mender(
                self._store,
                space_id,
                use.index(space_id),
                self._thumbnails,
                decoder,
                lambda paths: indexer.run(paths, cancel=cancel),
            )
            if minutes is None:
                return mender.run(repair=repair, cancel=cancel, report=report)
            note = self._store.library_dir / _CHECKED
            outcome = mender.look(Stretch.of(minutes * 60, _read(note)), cancel=cancel, report=report)
            _keep(note, outcome.stopped_at)
            return outcome

    def embed_captions(self, use: ModelInUse, space_id: SpaceId, cancel: CancelToken | None) -> None:
        """Give captions that are new the vectors by which they are compared by meaning."""
        fill_caption_vectors(self._store, space_id, use.encoder, cancel or CancelToken())

    def _sign(self, use: ModelInUse, space_id: SpaceId, cancel: CancelToken | None) -> None:
        """Give what is new its outline in bits, by which copies are found."""
        if fill_signatures(self._store, self._thumbnails.path_of, cancel or CancelToken()):
            use.searcher(space_id).forget_facts()

    @contextmanager
    def _passing(self) -> Iterator[None]:
        """Let a run pass the gate."""
        self._gate.begin()
        if self._gate.is_enforced:
            lower_this_thread(self._config.politeness.priority)
        try:
            yield
        finally:
            self._gate.end()

    def _decoder(self, use: ModelInUse) -> DecodePool:
        config = self._config
        sampling, priority = in_force(self._store, config), config.politeness.priority
        return DecodePool(config.decoding, sampling, use.encoder.input_px, priority=priority)

    def _indexer(self, use: ModelInUse, space_id: SpaceId, decoder: DecodePool) -> Indexer:
        config, index = self._config.indexing, use.index(space_id)
        return Indexer(
            self._store,
            use.encoder,
            index,
            self._thumbnails,
            decoder,
            config,
            self._gate,
        )


class _Rest:
    """Rests now and then, for a share of the time between: a scan holds the interpreter that searches need too."""

    def __init__(self) -> None:
        self._worked_since_s = time.monotonic()

    def __call__(self) -> None:
        worked_s = time.monotonic() - self._worked_since_s
        if worked_s >= _REST_AFTER_S:
            time.sleep(worked_s * _REST_SHARE)
            self._worked_since_s = time.monotonic()


def _settled_before_ns() -> int:
    return time.time_ns() - round(QUIET_S * 1e9)


def _read(note: Path) -> str:
    try:
        return note.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def _keep(note: Path, place: str) -> None:
    """Note where a check stopped. Where that cannot be written, the next one begins anew."""
    with contextlib.suppress(OSError):
        note.unlink(missing_ok=True)
        if place:  # it names a file
            with os.fdopen(os.open(note, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
                file.write(place)
