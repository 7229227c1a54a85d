"""What a library of a million photos costs: `python -m tests.measure.million DIR [STEP...]`, every step by default.

The rows and vectors are made up; the files are real, of some bytes each, so that a scan has a disk to look at. Each
step prints one line of JSON and works in a process of its own, whose memory is what the step took.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.bench.drawn_pictures import draw_squares
from engine.config import ComputeConfig, Config
from engine.cots.catalogue import find_checkpoint
from engine.index.exact import ExactIndex
from engine.jobs import CancelToken
from engine.library import Library
from engine.records import MediaFacts, MediaKind, SearchRequest, SpaceId
from engine.setting_fields import override
from engine.store import Store

PHOTOS = int(os.environ.get("EVOKE_PHOTOS", "1000000"))
CLIPS = PHOTOS // 50
CLIP_FRAMES = 10
SCENES = 1000
QUERIES = 100
_AT_ONCE = 5000
_A_FOLDER = 500  # files in one
_SIZE_BYTES = 64
_MTIME_NS = 1_700_000_000_000_000_000
_CAMERAS = ("Canon EOS 80D", "Apple iPhone 13", "Google Pixel 7", "Sony ILCE-7M3", "")
_WORDS = ("a beach at sunset", "green hills", "a red house", "night sky", "snow", "a dog", "children playing", "a car")


def make(folder: Path) -> dict[str, Any]:
    """Write files and rows, as indexing would have left them."""
    from engine.cots.encoder import CotsEncoder  # here only: torch is no part of what the other steps measure

    encoder = CotsEncoder.load(find_checkpoint("auto", folder / "no-models"), ComputeConfig(threads=1))
    vectors = np.concatenate(
        [encoder.encode_pictures(draw_squares(range(at, at + 10), encoder.input_px)) for at in range(0, SCENES, 10)]
    )
    np.save(folder / "scenes.npy", vectors)
    with Store.open(folder / "library") as store:
        with store.write() as tx:
            space_id = store.spaces.put(tx, encoder.fingerprint, encoder.name, encoder.dim)
            store.folders.add(tx, folder / "Pictures")
        for start in range(0, PHOTOS + CLIPS, _AT_ONCE):
            numbers = range(start, min(PHOTOS + CLIPS, start + _AT_ONCE))
            _write_files(folder, numbers)
            _write_rows(store, space_id, folder, numbers, vectors)
    return {"database_mb": round((folder / "library" / "evoke.db").stat().st_size / 1e6)}


def rebuild(folder: Path) -> dict[str, Any]:
    """Build the graph from the vectors, as after it was lost, while searches are answered exactly."""
    began = time.perf_counter()
    with _opened(folder) as library:
        library.warm_up()
        ready_s = time.perf_counter() - began
        exact_ms = [_search_ms(library, SearchRequest(words)) for words in _WORDS]
        index = library._use.index(_space(library))
        index.wait_until_built()
        built_s = time.perf_counter() - began
        vectors = len(index)
    return {
        "vectors": vectors,
        "first_search_after_s": round(ready_s, 1),
        "exact_search_ms": _spread(exact_ms),
        "build_minutes": round((built_s - ready_s) / 60, 1),
        "saved_after_s": round(time.perf_counter() - began - built_s, 1),
    }


def start(folder: Path) -> dict[str, Any]:
    """Open, load everything, search once."""
    began = time.perf_counter()
    with _opened(folder) as library:
        opened_s = time.perf_counter() - began
        status = library.status()
        status_s = time.perf_counter() - began
        library.warm_up()
        warm_s = time.perf_counter() - began
        library.search(SearchRequest("a beach at sunset"))
        first_s = time.perf_counter() - began
        library._use.index(_space(library)).wait_until_built()
        graph_s = time.perf_counter() - began
        closing = time.perf_counter()
    return {
        "photos": status.photos,
        "clips": status.clips,
        "frames": status.frames,
        "open_s": round(opened_s, 2),
        "status_s": round(status_s, 2),
        "warm_s": round(warm_s, 1),
        "first_hit_s": round(first_s, 1),
        "graph_s": round(graph_s, 1),
        "close_s": round(time.perf_counter() - closing, 1),
    }


def search(folder: Path) -> dict[str, Any]:
    """Search with and without filters, and hold the neighbours against comparing everything."""
    with _opened(folder) as library:
        library.warm_up()
        library._use.index(_space(library)).wait_until_built()
        plain = [SearchRequest(words) for words in _WORDS]
        clips = [SearchRequest(words, kind=MediaKind.VIDEO) for words in _WORDS]
        year = [SearchRequest(words, after=datetime(2005, 1, 1), before=datetime(2006, 1, 1)) for words in _WORDS]
        place = [SearchRequest(words, folder=folder / "Pictures" / "0012") for words in _WORDS]
        took = {
            name: _spread([_search_ms(library, request) for _ in range(5) for request in requests])
            for name, requests in (("plain", plain), ("clips", clips), ("one_year", year), ("one_folder", place))
        }
        index = library._use.index(_space(library))
        return {"search_ms": took, **_recall(index, np.load(folder / "scenes.npy"))}


def rescan(folder: Path) -> dict[str, Any]:
    """Look through a million files that have not changed, beside `find`, and once without haste."""
    pictures = folder / "Pictures"
    find_s = []
    own_s = []
    with _opened(folder) as library:
        library._use.index(_space(library))
        for _ in range(3):
            began = time.perf_counter()
            find = ["find", str(pictures), "-type", "f", "-printf", "%p %s %T@\n"]
            subprocess.run(find, stdout=subprocess.DEVNULL, check=True)
            find_s.append(time.perf_counter() - began)
            began = time.perf_counter()
            report = library.index([pictures])
            own_s.append(time.perf_counter() - began)
        began = time.perf_counter()
        library.catch_up(cancel=CancelToken())
        calm_s = time.perf_counter() - began
        library.keeping_out.set_patterns("*.gif\nscreenshots/\n/other/**/*.jpg")  # which leave nothing out
        patterns_s = []
        for _ in range(2):
            began = time.perf_counter()
            library.index([pictures])
            patterns_s.append(time.perf_counter() - began)
        library.keeping_out.set_patterns("")
    return {
        "seen": report.seen,
        "embedded": report.embedded,
        "find_s": round(min(find_s), 1),
        "rescan_s": round(min(own_s), 1),
        "ratio": round(min(own_s) / min(find_s), 1),
        "with_patterns_s": round(min(patterns_s), 1),
        "without_haste_s": round(calm_s, 1),
    }


def verify(folder: Path) -> dict[str, Any]:
    """Check every promise; the thumbnails are all missing here."""
    began = time.perf_counter()
    with _opened(folder) as library:
        library._use.index(_space(library)).wait_until_built()
        opened_s = time.perf_counter() - began
        report = library.verify()
    codes = sorted({finding.code for finding in report.findings})
    return {"verify_s": round(time.perf_counter() - began - opened_s, 1), "codes": codes}


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {
    step.__name__: step for step in (make, rebuild, start, search, rescan, verify)
}


def _opened(folder: Path) -> Library:
    """Open the library; with `EVOKE_EXACT` set no graph is built, which would disturb what is measured."""
    values = {"indexing": {"exact_below": 10_000_000}} if os.environ.get("EVOKE_EXACT") else {}
    return Library.open(folder / "library", override(Config(), values))


def _space(library: Library) -> SpaceId:
    space_id = library._use.space_id
    assert space_id is not None
    return space_id


def _search_ms(library: Library, request: SearchRequest) -> float:
    began = time.perf_counter()
    library.search(request)
    return (time.perf_counter() - began) * 1000


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "p50": round(float(np.percentile(values, 50)), 1),
        "p95": round(float(np.percentile(values, 95)), 1),
        "max": round(max(values), 1),
    }


def _recall(index: Any, scenes: NDArray[np.float32]) -> dict[str, Any]:
    """Return recall@10 against comparing everything, and how long each took."""
    rng = np.random.default_rng(7)
    exact = ExactIndex(scenes.shape[1], index.snapshot.ids, index.snapshot.matrix)
    found, graph_ms, exact_ms = 0, [], []
    for number in range(QUERIES):
        query = scenes[number * 7 % len(scenes)] + rng.normal(0, 0.05, scenes.shape[1])
        query = (query / np.linalg.norm(query)).astype(np.float32)
        began = time.perf_counter()
        ids, _ = index.search(query, 10)
        middle = time.perf_counter()
        true, _ = exact.search(query, 10)
        graph_ms.append((middle - began) * 1000)
        exact_ms.append((time.perf_counter() - middle) * 1000)
        found += len(np.intersect1d(ids, true))
    return {"recall_at_10": found / QUERIES / 10, "graph_ms": _spread(graph_ms), "exact_ms": _spread(exact_ms)}


def _path_of(folder: Path, number: int) -> Path:
    suffix = "mp4" if number % 51 == 50 else "jpg"
    return folder / "Pictures" / f"{number // _A_FOLDER:04}" / f"IMG_{number:07}.{suffix}"


def _write_files(folder: Path, numbers: range) -> None:
    for number in numbers:
        path = _path_of(folder, number)
        if number % _A_FOLDER == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY)
        os.write(handle, f"{number:064}".encode())
        os.utime(handle, ns=(_MTIME_NS, _MTIME_NS))
        os.close(handle)


def _write_rows(store: Store, space_id: SpaceId, folder: Path, numbers: range, vectors: NDArray[np.float32]) -> None:
    rng = np.random.default_rng(numbers.start)
    marks = {}
    with store.write() as tx:
        for number in numbers:
            is_clip = number % 51 == 50
            kind, frames = (MediaKind.VIDEO, CLIP_FRAMES) if is_clip else (MediaKind.PHOTO, 1)
            taken = datetime(2000, 1, 1, 8) + timedelta(seconds=number * 600)
            facts = MediaFacts(
                4000, 3000, taken, camera=_CAMERAS[number % 5], duration_s=30.0 if is_clip else None, reader="made-up"
            )
            media_id = store.media.put(tx, f"{(number * 0x9E3779B97F4A7C15) % 2**64:016x}{number:048x}", kind, facts)
            store.files.put(tx, _path_of(folder, number), media_id, _SIZE_BYTES, _MTIME_NS)
            frame_ids = store.frames.put(tx, media_id, [0.75 * frame for frame in range(frames)])
            base = vectors[[(number * 31 + frame) % SCENES for frame in range(frames)]]
            own = base + rng.normal(0, 0.03, base.shape)
            own /= np.linalg.norm(own, axis=1, keepdims=True)
            store.vectors.put(tx, space_id, media_id, frame_ids, own.astype(np.float32))
            marks[media_id] = rng.bytes(16)
        store.signatures.put(tx, marks)


def _run(folder: Path, step: str) -> Iterator[str]:
    began = time.perf_counter()
    figures = STEPS[step](folder)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield json.dumps(
        {"step": step, **figures, "seconds": round(time.perf_counter() - began, 1), "peak_rss_mb": peak_mb}
    )


def main() -> None:
    """Run one step here, or several in processes of their own."""
    folder, steps = Path(sys.argv[1]).absolute(), sys.argv[2:] or list(STEPS)
    folder.mkdir(parents=True, exist_ok=True)
    if len(steps) == 1:
        for line in _run(folder, steps[0]):
            sys.stdout.write(line + "\n")
        return
    for step in steps:
        subprocess.run([sys.executable, "-m", "tests.measure.million", str(folder), step], check=True)


if __name__ == "__main__":
    main()
