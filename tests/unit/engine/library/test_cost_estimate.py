from __future__ import annotations

from pathlib import Path

import pytest

from engine.config import Config
from engine.errors import FolderMissing
from engine.jobs import Cancelled, CancelToken
from engine.library import cost_estimate, index_speed
from engine.library.cost_estimate import estimate_cost
from engine.library_records import Density, IndexEstimate
from engine.setting_fields import override
from engine.store import Store
from tests.helpers.fakes import FakeEncoder
from tests.helpers.library_rows import make_space
from tests.helpers.media import draw_photo, make_clip

CONFIG = override(Config(), {"decoding": {"workers": 1}, "sampling": {"interval_s": 0.5}})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials of this length say little, and are not asked for more here."""
    monkeypatch.setattr(index_speed, "_EMBEDDING_S", 0.02)
    monkeypatch.setattr(cost_estimate, "_STRETCH_S", 0.02)


def _estimate(tmp_path: Path, *paths: Path, cancel: CancelToken | None = None) -> IndexEstimate:
    with Store.open(tmp_path / "library") as store:
        space_id = make_space(store, "fake-1", FakeEncoder.dim)
        return estimate_cost(store, space_id, FakeEncoder(), CONFIG, paths, cancel=cancel or CancelToken())


def test_estimate_cost_counts_photos_and_the_frames_of_clips(tmp_path: Path) -> None:
    folder = draw_photo(tmp_path / "photos" / "red.jpg", "red").parent
    make_clip(folder / "clip.mp4", ["red", "green", "blue"], hold=8)
    (folder / "broken.mp4").write_bytes(b"no clip")
    cost = _estimate(tmp_path, folder)
    assert (cost.photos, cost.clips) == (1, 2)
    assert 1 + 3 <= cost.frames <= 1 + 6  # a frame that resembles the one before is not kept
    assert cost.clip_seconds == pytest.approx(3.0, abs=0.1)
    assert cost.seconds > 0
    assert cost.disk_bytes > cost.frames * 2 * FakeEncoder.dim
    assert [item.density for item in cost.densities] == list(Density)
    _, normal, dense = cost.densities
    assert normal.interval_s > dense.interval_s
    assert (normal.seconds, normal.disk_bytes) == (cost.seconds, cost.disk_bytes)
    assert cost.is_measured


def test_estimate_cost_of_nothing_is_nothing(tmp_path: Path) -> None:
    assert _estimate(tmp_path) == IndexEstimate(0, 0, 0.0, 0, 0.0, 0)


def test_estimate_cost_of_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        _estimate(tmp_path, tmp_path / "nowhere")


def test_estimate_cost_cancelled_stops(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    folder = draw_photo(tmp_path / "photos" / "red.jpg", "red").parent
    with pytest.raises(Cancelled):
        _estimate(tmp_path, folder, cancel=token)
