from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.errors import FolderMissing
from engine.jobs import Cancelled, CancelToken
from engine.library.known_frames import FrameVectors, frame_vectors
from engine.library.picture_desk import PictureDesk
from engine.records import MediaKind, SpaceId
from engine.store import Store
from tests.helpers.fakes import FakeEncoder
from tests.helpers.library_rows import add_media, make_space
from tests.helpers.media import draw_photo, make_clip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as store:
        yield store


@pytest.fixture
def space_id(store: Store) -> SpaceId:
    return make_space(store, "fake-1", FakeEncoder.dim)


@pytest.fixture
def desk() -> Iterator[PictureDesk]:
    desk = PictureDesk(Config(), FakeEncoder.input_px)
    yield desk
    desk.close()


def _remember(store: Store, space_id: SpaceId, path: Path, size_bytes: int | None = None) -> None:
    """Make the store know the file as it is now, with vectors that no encoder would give."""
    times_s = (2.5, 0.5, 1.5)
    vectors = np.eye(FakeEncoder.dim, dtype=np.float32)[:3]
    media_id, _ = add_media(store, space_id, path, kind=MediaKind.VIDEO, times_s=times_s, vectors=vectors)
    info = path.stat()
    with store.write() as tx:
        store.files.put(tx, path, media_id, info.st_size if size_bytes is None else size_bytes, info.st_mtime_ns)


def _frames(path: Path, store: Store, space_id: SpaceId | None, desk: PictureDesk) -> FrameVectors:
    return frame_vectors(path, store, space_id, FakeEncoder(), desk, cancel=CancelToken())


def test_frame_vectors_of_a_known_file_come_from_the_store_by_time(
    store: Store, space_id: SpaceId, desk: PictureDesk, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"cannot be decoded")
    _remember(store, space_id, path)
    frames = _frames(path, store, space_id, desk)
    assert frames.times_s.tolist() == [0.5, 1.5, 2.5]
    np.testing.assert_array_equal(frames.vectors, np.eye(FakeEncoder.dim)[[1, 2, 0]])


def test_frame_vectors_of_a_file_that_changed_are_made_now(
    store: Store, space_id: SpaceId, desk: PictureDesk, tmp_path: Path
) -> None:
    path = make_clip(tmp_path / "clip.mp4", ["red", "blue"], hold=8)
    _remember(store, space_id, path, size_bytes=1)
    frames = _frames(path, store, space_id, desk)
    red, blue = FakeEncoder().encode_texts(["red", "blue"])
    assert (frames.vectors[0] @ red, frames.vectors[-1] @ blue) > (0.95, 0.95)
    assert frames.times_s[0] < frames.times_s[-1]


def test_frame_vectors_of_a_photo_outside_the_library(store: Store, desk: PictureDesk, tmp_path: Path) -> None:
    frames = _frames(draw_photo(tmp_path / "green.jpg", "green"), store, None, desk)
    assert frames.times_s.tolist() == [0.0]
    assert frames.middle @ FakeEncoder().encode_texts(["green"])[0] > 0.95


def test_frame_vectors_of_a_missing_file_say_so(store: Store, space_id: SpaceId, desk: PictureDesk) -> None:
    with pytest.raises(FolderMissing):
        _frames(Path("/nowhere/a.jpg"), store, space_id, desk)


def test_frame_vectors_cancelled_stop(store: Store, desk: PictureDesk, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    path = draw_photo(tmp_path / "green.jpg", "green")
    with pytest.raises(Cancelled):
        frame_vectors(path, store, None, FakeEncoder(), desk, cancel=token)


def test_middle_of_frames_is_of_unit_length_even_where_they_cancel_out() -> None:
    axes = np.eye(4, dtype=np.float32)
    np.testing.assert_allclose(FrameVectors(np.zeros(2), axes[:2]).middle, [0.5**0.5, 0.5**0.5, 0, 0], atol=1e-6)
    assert np.isfinite(FrameVectors(np.zeros(2), np.stack([axes[0], -axes[0]])).middle).all()
