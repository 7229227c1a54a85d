"""What the folders of fine-tunings say, in records: where each stands, its chart, and its queries side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from engine.library.run_folder import EVENTS_NAME, RunFolder
from engine.tuning_records import ExamplePicture, QueryExample, RunStage, TuningCurve, TuningRun

# Given the content of a picture and its time in a clip: where it is now, and its thumbnail.
Locate = Callable[[str, float | None], tuple[Path | None, Path | None]]

_BYTES_AT_ONCE: Final = 4 * 1024 * 1024


def described_run(run: RunFolder, models: Mapping[str, RunStage], *, is_active: bool) -> TuningRun:
    """Say where a run stands.

    Args:
        run: Its folder.
        models: What has become of each model on this machine: kept, used earlier, or never used.
        is_active: It is being carried out now.
    """
    noted, asked = run.noted(), run.asked()
    stage = _stage(run, noted, models, is_active=is_active)
    return TuningRun(
        name=run.path.name,
        stage=stage,
        started_at=_time(noted.get("started_at")) or _named_time(run.path.name),
        ended_at=_time(noted.get("ended_at")),
        reason=str(noted.get("reason") or ""),
        hint=str(noted.get("hint") or ""),
        can_go_on=not stage.is_over or bool(noted.get("can_go_on")),
        minutes=_number(noted.get("minutes")),
        model=str(noted.get("model") or asked.get("name") or ""),
        base=str(noted.get("base") or ""),
        before=_figures(noted.get("before")),
        after=_figures(noted.get("after")),
        verdict=_figures(noted.get("verdict")),
        mixing=_number(noted.get("mixing")),
    )


def curve(run: RunFolder, since: int) -> TuningCurve:
    """Return the points of a run's chart from a place in its file on; what is not whole yet comes next time."""
    content = b""
    try:
        with (run.path / EVENTS_NAME).open("rb") as file:
            file.seek(max(0, since))
            content = file.read(_BYTES_AT_ONCE)
    except OSError:
        pass
    whole = content[: content.rfind(b"\n") + 1]
    losses, recalls, notes = [], [], []
    before: Mapping[str, float | None] = {}
    for event in _events(whole):
        kind, values = event.get("event"), event.get("values")
        if kind == "step":
            losses.append([event.get("number"), event.get("step"), event.get("loss")])
        elif kind == "recall" and isinstance(values, Mapping):
            recalls.append([event.get("number"), event.get("step"), values.get("own_r10")])
        elif kind == "measured" and event.get("when") == "before":
            before = _figures(values)
        elif kind == "note":
            notes.append(str(event.get("text")))
    return TuningCurve(
        run.path.name, max(0, since) + len(whole), _points(losses), _points(recalls), before, tuple(notes)
    )


def examples(run: RunFolder, locate: Locate) -> tuple[QueryExample, ...]:
    """Return the queries that the training answered with both models; () for a run that has none."""
    try:
        document = json.loads((run.path / "comparison.json").read_text(encoding="utf-8"))
        lines = (run.path / "pictures.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return tuple(
            _example(query, rows, locate, is_own=kind == "own")
            for kind in ("own", "general")
            for query in document[kind]
        )
    except (OSError, ValueError, TypeError, LookupError):
        return ()


def _example(
    query: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], locate: Locate, *, is_own: bool
) -> QueryExample:
    def pictures(numbers: Sequence[int]) -> tuple[ExamplePicture, ...]:
        found = []
        for number in numbers:
            name = str(rows[number]["name"])
            path, thumbnail = locate(str(rows[number]["content"]), rows[number].get("time_s"))
            found.append(ExamplePicture(name, path, thumbnail, is_right=number == query["right"]))
        return tuple(found)

    before, after = query["places"]
    return QueryExample(
        str(query["text"]), is_own, pictures(query["before"]), pictures(query["after"]), int(before), int(after)
    )


def _stage(run: RunFolder, noted: Mapping[str, Any], models: Mapping[str, RunStage], *, is_active: bool) -> RunStage:
    if is_active:
        return RunStage.RUNNING
    state = str(noted.get("state", ""))
    if state == "done":
        if not noted.get("accepted"):
            return RunStage.REFUSED
        return models.get(str(noted.get("model")), RunStage.DISCARDED)
    if state == "cancelled":  # of a version before stages
        return RunStage.STOPPED
    try:
        stage = RunStage(state)
    except ValueError:
        stage = RunStage.INTERRUPTED
    if stage is RunStage.RUNNING:  # nobody carries it out
        stage = RunStage.INTERRUPTED
    is_there = run.has_pictures or run.has_result or not (run.path / "pictures.jsonl").is_file()
    return stage if stage.is_over or (is_there and run.asked()) else RunStage.STOPPED


def _events(content: bytes) -> Iterator[Mapping[str, Any]]:
    for line in content.split(b"\n"):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event


def _points(rows: Sequence[Sequence[object]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    known = [row for row in rows if all(isinstance(value, int | float) for value in row)]
    return np.array(known, np.float64).reshape(-1, 3)


def _figures(values: object) -> dict[str, float | None]:
    if not isinstance(values, Mapping):
        return {}
    return {str(name): _number(value) for name, value in values.items()}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def _named_time(name: str) -> datetime:
    return datetime.strptime(name[:17], "%Y-%m-%d-%H%M%S")
