"""What a run remembers about its data in its folder, so that it has the same when it is resumed."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cots.atomic_file import write_atomically
from engine.errors import BadData, DiskFull

if TYPE_CHECKING:
    from engine.training.data.training_data import TrainingData

DATA_NAME = "data.json"


@dataclass(frozen=True, slots=True)
class RememberedData:
    """What `remember_data` wrote: the data's digest, and the names that were skipped in either part."""

    digest: str
    bad_train: frozenset[str]
    bad_held_out: frozenset[str]


def remember_data(run_dir: Path, data: TrainingData) -> None:
    """Write what was skipped, and what was not, into the run's folder.

    Raises:
        DiskFull: It cannot be written.
    """
    values = {
        "digest": data.digest,
        "train": len(data.train),
        "held_out": len(data.held_out),
        "skipped": [dataclasses.asdict(skipped) for skipped in data.train.skipped],
        "held_out_skipped": [dataclasses.asdict(skipped) for skipped in data.held_out.skipped],
    }
    try:
        run_dir.mkdir(parents=True, exist_ok=True)
        write_atomically(run_dir / DATA_NAME, (json.dumps(values, indent=1) + "\n").encode())
    except OSError as error:
        raise DiskFull(f"The run's folder cannot be written: {error.strerror}.", path=run_dir) from error


def remembered_data(run_dir: Path) -> RememberedData | None:
    """Return what an earlier part of the run used; None where the folder says nothing.

    Raises:
        BadData: The file is damaged.
    """
    path = run_dir / DATA_NAME
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        bad = (frozenset(str(entry["name"]) for entry in values[key]) for key in ("skipped", "held_out_skipped"))
        return RememberedData(str(values["digest"]), *bad)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadData(f"The run's {DATA_NAME} is damaged.", hint="Start the run anew.", path=path) from error
