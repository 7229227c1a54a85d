"""Identity of a file by its content, cheap enough to ask for every file of a library."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from engine.errors import FolderMissing, MediaInaccessible
from engine.media.file_kinds import kind_of
from engine.records import MediaKind

WHOLE_BELOW_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_EDGE_BYTES = 256 * 1024
_CHUNKS = 16


def content_hash(path: Path) -> str:
    """Return 32 hexadecimal digits that name the file's content, read as what its name says it is.

    A clip that somebody named `.jpg` is another content than the clip: what cannot be read under one name must not
    take the other along.

    Files up to 16 MiB, which is nearly every photo, are read whole. Of larger ones the length, 256 KiB at either end
    and 16 evenly spaced pieces of 64 KiB count, so that a clip of many gigabytes costs milliseconds. Two large files
    are taken for one only if they agree in length and in all of these; an edit of the same length between the pieces
    goes unseen.

    Raises:
        FolderMissing: The file is gone.
        MediaInaccessible: It may not be read, its disk fails, or no memory is left.
    """
    person = b"evoke clip 1" if kind_of(path) is MediaKind.VIDEO else b"evoke photo 1"
    digest = hashlib.blake2b(digest_size=16, person=person)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest.update(size.to_bytes(8, "big"))
            if size <= WHOLE_BELOW_BYTES:
                _add_whole(digest, file)
            else:
                _add_pieces(digest, file, size)
    except FileNotFoundError as error:
        raise FolderMissing(f"{path} is gone.", path=path) from error
    except OSError as error:
        raise MediaInaccessible(f"{path} cannot be read: {error.strerror or error}.", path=path) from error
    except MemoryError as error:
        raise MediaInaccessible(f"{path} cannot be read: no memory is left.", path=path) from error
    return digest.hexdigest()


def _add_whole(digest: hashlib.blake2b, file: BinaryIO) -> None:
    while piece := file.read(1024 * 1024):
        digest.update(piece)


def _add_pieces(digest: hashlib.blake2b, file: BinaryIO, size: int) -> None:
    digest.update(file.read(_EDGE_BYTES))
    for number in range(1, _CHUNKS + 1):
        file.seek(size * number // (_CHUNKS + 1))
        digest.update(file.read(_CHUNK_BYTES))
    file.seek(size - _EDGE_BYTES)
    digest.update(file.read(_EDGE_BYTES))
