"""What indexing was said to cost against what it costs, for photos, short clips and long clips.

    python -m tests.measure.index_cost DIR [--make]

With --make the three folders are written first, from the photos of the shared data. Each library is new: nothing is
remembered from the one before. Prints a line of JSON for each: seconds and bytes said and real, and their ratios.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path

import av
import numpy as np
from PIL import Image

from engine.config import Config
from engine.library import Library

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
_FPS = 25


def make(folder: Path, pictures: Path) -> None:
    """Write 400 photos, of which every fourth is large; twelve clips of 3 to 14 seconds; two of four minutes."""
    sources = sorted(pictures.rglob("*.jpg"))[:400]
    for number, source in enumerate(sources):
        target = folder / "photos" / f"{number:03}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        if number % 4:
            shutil.copyfile(source, target)
        else:
            with Image.open(source) as image:
                image.resize((3000, 2250)).save(target, quality=90)
    for number in range(12):
        _film(folder / "short" / f"{number:02}.mp4", sources[number * 5 : number * 5 + 5], 3 + number, (1280, 720))
    for number in range(2):
        _film(folder / "long" / f"{number}.mp4", sources[100 + number * 60 :][:60], 240, (960, 540))


def _film(target: Path, sources: list[Path], seconds: int, size: tuple[int, int]) -> None:
    """A slow pan over one photo after the other."""
    target.parent.mkdir(parents=True, exist_ok=True)
    frames = seconds * _FPS
    with av.open(str(target), "w") as container:
        stream = container.add_stream("h264", rate=_FPS, options={"preset": "ultrafast", "g": "50"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        shown, picture = -1, np.empty(0)
        for number in range(frames):
            place = number * len(sources) // frames
            if place != shown:
                with Image.open(sources[place]) as image:
                    picture = np.asarray(image.convert("RGB").resize((size[0] + 200, size[1])))
                shown = place
            left = number % 200
            pixels = np.ascontiguousarray(picture[:, left : left + size[0]])
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


def measure(folder: Path, name: str) -> dict[str, object]:
    """Estimate, index, and compare."""
    library_dir = folder / f"library-{name}"
    shutil.rmtree(library_dir, ignore_errors=True)
    with Library.open(library_dir, Config()) as library:
        library.warm_up()
        before = _bytes_in(library_dir)
        began = time.perf_counter()
        said = library.estimate([folder / name])
        saying_s = time.perf_counter() - began
        began = time.perf_counter()
        report = library.index([folder / name])
        took_s = time.perf_counter() - began
    grown = _bytes_in(library_dir) - before
    return {
        "library": name,
        "files": said.photos + said.clips,
        "said_s": round(said.seconds, 1),
        "took_s": round(took_s, 1),
        "ratio_s": round(said.seconds / took_s, 2),
        "said_frames": said.frames,
        "frames": report.frames,
        "said_mb": round(said.disk_bytes / 1e6, 1),
        "grown_mb": round(grown / 1e6, 1),
        "ratio_bytes": round(said.disk_bytes / max(1, grown), 2),
        "saying_s": round(saying_s, 1),
        "other_densities": {cost.density.value: round(cost.seconds, 1) for cost in said.densities},
    }


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Make the folders where asked to, and measure all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--only", action="append", choices=("photos", "short", "long"))
    parser.add_argument("--pictures", type=Path, default=_SHARED / "pictures")
    options = parser.parse_args()
    if options.make:
        make(options.folder, options.pictures)
        return
    for name in options.only or ("photos", "short", "long"):
        sys.stdout.write(json.dumps(measure(options.folder, name)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
