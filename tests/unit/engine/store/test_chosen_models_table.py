from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from engine.store import Store
from engine.store.chosen_models_table import ChosenModel


def test_newest_first_returns_the_choice_in_force_first(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(b"/models/\xff"))
    first = ChosenModel("f1", "one", Path("/models/one"), datetime(2026, 1, 1))
    second = ChosenModel("f2", "two", odd, datetime(2025, 1, 1))
    with Store.open(tmp_path) as store:
        assert store.chosen_models.newest_first() == ()
        for choice in (first, second):
            with store.write() as tx:
                store.chosen_models.put(tx, choice)
        assert store.chosen_models.newest_first() == (second, first)
