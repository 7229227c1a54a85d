"""One function per thing a person can do; each returns a Task and knows no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.engine_client import EngineClient
from app.tasks import Task
from engine.records import FolderId, SearchRequest

SCREEN_PX = 2048
FULL_PX = 8192


class Operations:
    """The window's verbs, asked of one engine. The Task's `returned` carries what is named here."""

    def __init__(self, engine: EngineClient) -> None:
        self._engine = engine

    def search(self, request: SearchRequest) -> Task:
        """Find what matches; returns a SearchResult. A newer search cancels an older one."""
        return self._engine.request("search", {"request": request})

    def explain(self, query: str, path: Path, time_s: float | None = None) -> Task:
        """Say why a photo or a frame matches; returns an Explanation. A newer one cancels an older one."""
        return self._engine.request("explain", {"query": query, "path": path, "time_s": time_s})

    def load_picture(self, path: Path, time_s: float | None = None, *, max_px: int = SCREEN_PX) -> Task:
        """Decode a photo or a frame, its longer side at most `max_px`; returns a Picture."""
        return self._engine.request("picture", {"path": path, "time_s": time_s, "max_px": max_px})

    def list_frame_times(self, path: Path) -> Task:
        """List the kept frames of a clip; returns their times in seconds."""
        return self._engine.request("frame_times", {"path": path})

    def list_problems(self) -> Task:
        """List the files that could not be read; returns FileProblems."""
        return self._engine.request("problems")

    def estimate_cost(self, paths: Sequence[Path]) -> Task:
        """Say what indexing these folders would cost; returns an IndexEstimate."""
        return self._engine.request("estimate", {"paths": tuple(paths)}, title=f"Looking through {_names(paths)}")

    def add_folder(self, path: Path) -> Task:
        """Add a folder to the library, without indexing it yet; returns a FolderState."""
        return self._engine.request("add_folder", {"path": path})

    def remove_folder(self, folder_id: FolderId) -> Task:
        """Take a folder out of the library; its files are not touched; returns None."""
        return self._engine.request("remove_folder", {"folder_id": folder_id}, title="Taking a folder out")

    def index(self, paths: Sequence[Path] = ()) -> Task:
        """Bring these folders, or every folder, up to date; returns an IndexReport."""
        title = f"Indexing {_names(paths)}" if paths else "Bringing the library up to date"
        return self._engine.request("index", {"paths": tuple(paths)}, title=title)

    def forget_missing(self, folder: Path) -> Task:
        """Bring a folder up to date and take out its files that are gone, however many; returns an IndexReport."""
        title = f"Forgetting missing files of {_names([folder])}"
        return self._engine.request("index", {"paths": (folder,), "forget_missing": True}, title=title)


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(path.name or str(path) for path in paths[:3]) + (" and more" if len(paths) > 3 else "")
