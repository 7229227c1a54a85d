"""`evoke models use` killed in the middle: the old model is in force, and the next try goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from engine.cli.command_line import main
from engine.store import Store
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

_OPTIONS = ["--set", "decoding.workers=1", "--set", "indexing.batch_size=1", "--set", "compute.device=cpu"]


def test_models_use_killed_in_the_middle_goes_on_at_the_next_try(tmp_path: Path) -> None:
    first, second = (save_tiny_checkpoint(tmp_path / name, seed) for seed, name in enumerate(("first", "second")))
    for number in range(50):
        draw_photo(tmp_path / "photos" / f"{number}.png", (number, 90, 30), size=(400, 300))
    library = tmp_path / "library"
    common = ["--library", str(library), *_OPTIONS]
    assert main(["index", str(tmp_path / "photos"), "--model", str(first), *common]) == 0
    with Store.open(library, read_only=True) as store:
        (space,) = store.spaces.all()

    command = [sys.executable, "-m", "engine", "models", "use", str(second), "--model", str(first), *common]
    process = subprocess.Popen(command, env=os.environ, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with Store.open(library, read_only=True) as store:
            if any(other.embedded > 0 for other in store.spaces.all() if other.space_id != space.space_id):
                process.kill()
                break
    assert process.wait(10) == -9

    with Store.open(library) as store:
        assert store.chosen_models.newest_first() == ()
        assert store.damage() == []
        kept = next(other.embedded for other in store.spaces.all() if other.space_id != space.space_id)
    assert 0 < kept < 50
    assert main(["models", "use", str(second), "--model", str(first), *common]) == 0
    with Store.open(library, read_only=True) as store:
        assert [choice.name for choice in store.chosen_models.newest_first()] == ["second", "first"]
        assert [space.missing for space in store.spaces.all()] == [0, 0]
