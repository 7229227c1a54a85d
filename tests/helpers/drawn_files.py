"""Pictures as encoded files, tar archives and whole training folders, for tests of what reads training data."""

from __future__ import annotations

import dataclasses
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from engine.setting_fields import override
from engine.training.data.data_layout import with_data_folder
from engine.training.recipe import Recipe
from tests.helpers.tiny_cots import save_tiny_checkpoint
from tests.helpers.tiny_training import drawn_pairs

COLOURS = ("red", "blue", "lime", "white", "black", "gray", "pink", "gold", "navy", "teal")


def png(colour: str, size: tuple[int, int] = (8, 4)) -> bytes:
    """A plain picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def write_tar(path: Path, files: Mapping[str, bytes]) -> Path:
    """An uncompressed archive of these files, in their order."""
    with tarfile.open(path, "w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def write_training_folder(folder: Path) -> Path:
    """The sixteen drawn pairs as a folder for `--data`: images/, captions.csv, and four of them again to measure on."""
    pairs = drawn_pairs()
    rows = ["image,caption"]
    for split in ("images", "held-out"):
        (folder / split).mkdir(parents=True)
    for name, square, captions in zip(pairs.names, pairs.pixels, pairs.captions, strict=True):
        Image.fromarray(square).save(folder / "images" / name)
        rows += [f"{name},{caption}" for caption in captions]
    (folder / "captions.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    measured = pairs.names[::4]
    for name in measured:
        (folder / "held-out" / name).write_bytes((folder / "images" / name).read_bytes())
    held_rows = [row for row in rows[1:] if row.partition(",")[0] in measured]
    (folder / "held-out.captions.csv").write_text("\n".join([rows[0], *held_rows]) + "\n", encoding="utf-8")
    return folder


def tiny_recipe(folder: Path) -> Recipe:
    """A recipe that trains the tiny checkpoint in `folder`/start on the drawn pairs in `folder`/data; both are made."""
    save_tiny_checkpoint(folder / "start")
    write_training_folder(folder / "data")
    values = {
        "model": {"start": str(folder / "start")},
        "objectives": {"masked_images": 0.0, "masked_texts": 0.0, "alignment": 0.1},
        "momentum": {"queue": 16},
        "run": {
            "epochs": 2,
            "batch_size": 8,
            "rate": 1e-2,
            "tower_rate": 1e-3,
            "warmup_steps": 2,
            "precision": "float32",
        },
    }
    recipe = override(Recipe(), values, is_strict=True)
    return dataclasses.replace(recipe, data=with_data_folder(recipe.data, folder / "data"))


def write_split(folder: Path, name: str, colours: tuple[str, ...] = COLOURS) -> tuple[str, str]:
    """Plain pictures in a folder and their table; return where both are."""
    (folder / name).mkdir()
    for colour in colours:
        (folder / name / f"{colour}.png").write_bytes(png(colour))
    table = folder / f"{name}.csv"
    table.write_text("image,caption\n" + "".join(f"{colour}.png,{colour} paper\n" for colour in colours))
    return str(folder / name), str(table)
