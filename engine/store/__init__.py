"""SQLite: the truth about a library. Returns records, never rows."""

from engine.store.database import Transaction
from engine.store.frames_table import FrameRecord
from engine.store.media_filter import MediaFilter
from engine.store.store import Store

__all__ = ["FrameRecord", "MediaFilter", "Store", "Transaction"]
