"""What pages are handed; made once in the composition root. No globals, no singletons."""

from __future__ import annotations

from dataclasses import dataclass

from app.appearance import Appearance
from app.engine_client import EngineClient
from app.operations import Operations
from app.preferences import Preferences
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from engine.config import Config


@dataclass(frozen=True, slots=True)
class Services:
    """The window's parts that are not widgets."""

    config: Config
    engine: EngineClient
    operations: Operations
    thumbnails: ThumbnailCache
    appearance: Appearance
    preferences: Preferences
    pool: BackgroundPool
