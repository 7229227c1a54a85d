"""The database's schema as numbered steps, each applied in one transaction together with its number.

To change the schema: append a function to `MIGRATIONS`; never edit one that was released.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlite_utils

APPLICATION_ID = 0x45564F4B  # "EVOK", so that `file` and we can tell a library from any other database

_FIRST_RELEASE = (
    # What a file holds, however often it lies around. Ids are never reused: an index file may still know an old one.
    """
    CREATE TABLE contents (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        width_px INTEGER NOT NULL,
        height_px INTEGER NOT NULL,
        taken_at TEXT NOT NULL,
        taken_from_file INTEGER NOT NULL,
        camera TEXT NOT NULL,
        latitude REAL,
        longitude REAL,
        duration_s REAL,
        reader TEXT NOT NULL,
        is_partial INTEGER NOT NULL,
        orphaned_s INTEGER
    )
    """,
    "CREATE INDEX contents_by_taken_at ON contents (taken_at)",
    "CREATE INDEX contents_orphaned ON contents (orphaned_s) WHERE orphaned_s IS NOT NULL",
    """
    CREATE TABLE files (
        id INTEGER PRIMARY KEY,
        path BLOB NOT NULL UNIQUE,
        content_id INTEGER NOT NULL REFERENCES contents (id) ON DELETE CASCADE,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL
    )
    """,
    "CREATE INDEX files_by_content ON files (content_id)",
    """
    CREATE TABLE frames (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        content_id INTEGER NOT NULL REFERENCES contents (id) ON DELETE CASCADE,
        time_s REAL NOT NULL,
        UNIQUE (content_id, time_s)
    )
    """,
    """
    CREATE TABLE spaces (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fingerprint TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        dim INTEGER NOT NULL
    )
    """,
    # Clustered by space, so that loading one space reads its pages in order and nothing else.
    """
    CREATE TABLE vectors (
        space_id INTEGER NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
        frame_id INTEGER NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
        vector BLOB NOT NULL,
        PRIMARY KEY (space_id, frame_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX vectors_by_frame ON vectors (frame_id, space_id)",
    # Which contents are complete in which space, without reading any vector.
    """
    CREATE TABLE embeddings (
        space_id INTEGER NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
        content_id INTEGER NOT NULL REFERENCES contents (id) ON DELETE CASCADE,
        PRIMARY KEY (space_id, content_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX embeddings_by_content ON embeddings (content_id)",
    """
    CREATE TABLE folders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        indexed_at TEXT
    )
    """,
    # Mount points met below the folders: a drive that is not plugged in is not a drive that was emptied.
    "CREATE TABLE mounts (path BLOB PRIMARY KEY) WITHOUT ROWID",
    """
    CREATE TABLE problems (
        path BLOB PRIMARY KEY,
        code TEXT NOT NULL,
        text TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
)


def _create_first_release(db: sqlite_utils.Database) -> None:
    for statement in _FIRST_RELEASE:
        db.execute(statement)


_CAPTIONS_AND_CHOICES = (
    # Captions belong to what a file holds, by its hash and not by its row: they wait for a file that comes back after
    # its content was forgotten. A time is a moment of a clip; none is the photo or the whole clip.
    """
    CREATE TABLE captions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        content_hash TEXT NOT NULL,
        time_s REAL,
        text TEXT NOT NULL,
        created_at TEXT NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX captions_once ON captions (content_hash, ifnull(time_s, -1), text)",
    # Every choice of a model, newest last, so that going back is one more row.
    """
    CREATE TABLE chosen_models (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fingerprint TEXT NOT NULL,
        name TEXT NOT NULL,
        path BLOB NOT NULL,
        chosen_at TEXT NOT NULL
    )
    """,
)


def _add_captions_and_choices(db: sqlite_utils.Database) -> None:
    for statement in _CAPTIONS_AND_CHOICES:
        db.execute(statement)


_FILES_IN_ORDER = (
    # In the order of paths and nothing else, so that a scan of the disk can be read beside it from front to back.
    """
    CREATE TABLE files_in_order (
        path BLOB NOT NULL PRIMARY KEY,
        content_id INTEGER NOT NULL REFERENCES contents (id) ON DELETE CASCADE,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "INSERT INTO files_in_order SELECT path, content_id, size_bytes, mtime_ns FROM files ORDER BY path",
    "DROP TABLE files",
    "ALTER TABLE files_in_order RENAME TO files",
    "CREATE INDEX files_by_content ON files (content_id)",
    # What tells a folder from another one at the same path: that of a drive from the empty place it is mounted at.
    "ALTER TABLE folders ADD COLUMN marker TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE mounts ADD COLUMN marker TEXT NOT NULL DEFAULT ''",
    # Files that are gone all at once and are kept until somebody says that this was meant.
    "ALTER TABLE folders ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
)


def _order_files_and_mark_drives(db: sqlite_utils.Database) -> None:
    for statement in _FILES_IN_ORDER:
        db.execute(statement)


_MARKS_AND_SEARCHES = (
    # Like captions: what a person marked belongs to what a file holds and outlives the row.
    "CREATE TABLE favourites (content_hash TEXT PRIMARY KEY, created_at TEXT NOT NULL) WITHOUT ROWID",
    # A picture's outline in 128 bits, by which copies and bursts are found; a cache, made from the thumbnail.
    """
    CREATE TABLE signatures (
        content_id INTEGER PRIMARY KEY REFERENCES contents (id) ON DELETE CASCADE,
        bits BLOB NOT NULL
    ) WITHOUT ROWID
    """,
    # What was looked for, and what of it was given a name. A request is kept as text, see library/request_text.py.
    """
    CREATE TABLE searches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        request TEXT NOT NULL UNIQUE,
        used_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE albums (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        request TEXT NOT NULL,
        created_at TEXT NOT NULL
    )
    """,
)


def _add_marks_and_searches(db: sqlite_utils.Database) -> None:
    for statement in _MARKS_AND_SEARCHES:
        db.execute(statement)


_LEFT_OUT_AND_PAUSED = (
    # A folder may rest, and may leave out some of what lies in it, by patterns.
    "ALTER TABLE folders ADD COLUMN is_paused INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE folders ADD COLUMN patterns TEXT NOT NULL DEFAULT ''",
    # Files that patterns leave out, as `files` knew them: their contents stay, and they come back without a look.
    """
    CREATE TABLE left_out (
        path BLOB NOT NULL PRIMARY KEY,
        content_id INTEGER NOT NULL REFERENCES contents (id) ON DELETE CASCADE,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX left_out_by_content ON left_out (content_id)",
    # What holds for this library alone, and what was measured in it.
    "CREATE TABLE library_notes (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
)


def _add_left_out_and_paused(db: sqlite_utils.Database) -> None:
    for statement in _LEFT_OUT_AND_PAUSED:
        db.execute(statement)


def _give_captions_an_end(db: sqlite_utils.Database) -> None:
    # A moment of a clip may be a stretch; without an end it is the frame nearest to its time.
    db.execute("ALTER TABLE captions ADD COLUMN end_s REAL")


_CAPTION_VECTORS = (
    # What captions mean to a model, for comparing them by meaning; a cache, made from their texts.
    """
    CREATE TABLE caption_vectors (
        space_id INTEGER NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
        caption_id INTEGER NOT NULL REFERENCES captions (id) ON DELETE CASCADE,
        vector BLOB NOT NULL,
        PRIMARY KEY (space_id, caption_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX caption_vectors_by_caption ON caption_vectors (caption_id, space_id)",
)


def _add_caption_vectors(db: sqlite_utils.Database) -> None:
    for statement in _CAPTION_VECTORS:
        db.execute(statement)


def _add_folder_digests(db: sqlite_utils.Database) -> None:
    # What folders look like whose files are as the library knows them, so that these need not be read one by one.
    db.execute(
        """
        CREATE TABLE folder_digests (
            folder BLOB NOT NULL PRIMARY KEY,
            digest BLOB NOT NULL,
            files INTEGER NOT NULL
        ) WITHOUT ROWID
        """
    )


MIGRATIONS: tuple[Callable[[sqlite_utils.Database], None], ...] = (
    _create_first_release,
    _add_captions_and_choices,
    _order_files_and_mark_drives,
    _add_marks_and_searches,
    _add_left_out_and_paused,
    _give_captions_an_end,
    _add_caption_vectors,
    _add_folder_digests,
)


def schema_version(db: sqlite_utils.Database) -> int:
    """Return the number of the last applied migration, 0 for an empty database."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite_utils.Database, steps: tuple[Callable[[sqlite_utils.Database], None], ...] = MIGRATIONS) -> int:
    """Apply the pending steps in order and return how many there were.

    A step that fails is rolled back with its number and stays pending; those before it stay applied.
    """
    done = schema_version(db)
    for number, step in enumerate(steps[done:], start=done + 1):
        with db.atomic():
            step(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {number}")
    return max(len(steps) - done, 0)
