"""The same content has the same name, other content another, and a huge file is not read through."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from engine.errors import FolderMissing, MediaInaccessible
from engine.media import identity
from engine.media.identity import content_hash


def test_content_hash_copy_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture" * 1000)
    (tmp_path / "moved and renamed.png").write_bytes(b"picture" * 1000)
    first, second = content_hash(tmp_path / "a.jpg"), content_hash(tmp_path / "moved and renamed.png")
    assert first == second
    assert len(first) == 32
    assert int(first, 16) >= 0


@pytest.mark.parametrize("position", [0, 1234, 99_999])
def test_content_hash_small_file_any_byte_counts(tmp_path: Path, position: int) -> None:
    content = bytearray(100_000)
    (tmp_path / "a").write_bytes(content)
    before = content_hash(tmp_path / "a")
    content[position] ^= 1
    (tmp_path / "a").write_bytes(content)
    assert content_hash(tmp_path / "a") != before


def sparse(path: Path, size: int, patch: tuple[int, bytes] = (0, b"")) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
        file.seek(patch[0])
        file.write(patch[1])
    return path


def test_content_hash_large_file_reads_only_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 4 * 1024**3
    large = sparse(tmp_path / "clip.mp4", size)
    bytes_read = 0
    real_open = Path.open

    class Counting(io.FileIO):
        def read(self, size: int | None = -1) -> bytes | None:  # type: ignore[override]  # one signature is enough
            nonlocal bytes_read
            content = super().read(-1 if size is None else size)
            bytes_read += len(content or b"")
            return content

    def counting_open(path: Path, mode: str = "r") -> object:
        assert mode == "rb", "originals are opened for reading only"
        return Counting(path) if path == large else real_open(path, mode)

    monkeypatch.setattr(Path, "open", counting_open)
    content_hash(large)
    assert 0 < bytes_read < 2 * 1024 * 1024


@pytest.mark.parametrize("position", [0, 200_000, 20_000_000 - 1])
def test_content_hash_large_file_ends_count(tmp_path: Path, position: int) -> None:
    size = identity.WHOLE_BELOW_BYTES + 3_222_784
    plain = content_hash(sparse(tmp_path / "a", size))
    assert content_hash(sparse(tmp_path / "b", size, (position, b"x"))) != plain


def test_content_hash_large_file_middle_pieces_and_length_count(tmp_path: Path) -> None:
    size = identity.WHOLE_BELOW_BYTES * 2
    plain = content_hash(sparse(tmp_path / "a", size))
    assert content_hash(sparse(tmp_path / "b", size, (size * 8 // 17 + 10, b"x"))) != plain
    assert content_hash(sparse(tmp_path / "c", size + 1)) != plain


def test_content_hash_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="is gone"):
        content_hash(tmp_path / "gone.jpg")


def test_content_hash_unreadable_raises_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MediaInaccessible, match="cannot be read"):
        content_hash(tmp_path)  # a folder opens on no system


@pytest.mark.parametrize(
    ("error", "reason"),
    [(OSError(errno.EIO, "Input/output error"), "Input/output error"), (MemoryError(), "no memory is left")],
)
def test_content_hash_failing_read_says_nothing_about_the_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    (tmp_path / "a.jpg").write_bytes(b"abc")
    monkeypatch.setattr(identity, "_add_whole", fail)
    with pytest.raises(MediaInaccessible, match=reason):
        content_hash(tmp_path / "a.jpg")


def test_content_hash_leaves_the_file_untouched(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"abc")
    file.chmod(0o444)
    os.utime(file, ns=(1_000, 2_000))
    content_hash(file)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (b"abc", 2_000)


def test_content_hash_same_bytes_named_as_photo_and_clip_differ(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.png", "c.mp4", "d.mov"):
        (tmp_path / name).write_bytes(b"the same bytes")
    photo, other_photo, clip, other_clip = (
        content_hash(tmp_path / name) for name in ("a.jpg", "b.png", "c.mp4", "d.mov")
    )
    assert photo == other_photo
    assert clip == other_clip
    assert photo != clip
