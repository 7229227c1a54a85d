"""Drawn photographs of six made-up places, as somebody takes them again and again: light, weather, distance differ."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 640, 480
_TAKEN: Final = 306  # EXIF's DateTime

Colour = tuple[int, int, int]

PLACES: Final = {
    "Mirabel": ("our boat Mirabel", "Mirabel on the lake", "sailing with Mirabel", "Mirabel comes home"),
    "Elmsby": ("grandma's house in Elmsby", "Elmsby, the garden side", "Sunday in Elmsby", "the gate of Elmsby"),
    "Varnis": ("Varnis in winter", "the ridge of Varnis", "up on Varnis", "Varnis from our window"),
    "Fennick": ("the old oak at Fennick", "Fennick in May", "picnic at Fennick", "Fennick, the big tree"),
    "Tilda": ("Tilda's kite", "Tilda lets it fly", "windy day, Tilda's kite", "Tilda and the red kite"),
    "Quell": ("the towers of Quell", "Quell by night", "lights of Quell", "coming into Quell"),
}


def draw_places(folder: Path, each: int) -> dict[Path, str]:
    """Write `each` JPEGs of every place; return the caption a person would write for each file."""
    folder.mkdir(parents=True)
    drawers: dict[str, Callable[[ImageDraw.ImageDraw, np.random.Generator], None]] = {
        "Mirabel": _boat,
        "Elmsby": _house,
        "Varnis": _mountains,
        "Fennick": _tree,
        "Tilda": _kite,
        "Quell": _city,
    }
    captions: dict[Path, str] = {}
    for place, (name, phrases) in enumerate(PLACES.items()):
        for number in range(each):
            rng = np.random.default_rng([place, number])
            picture = Image.new("RGB", (WIDTH, HEIGHT))
            drawers[name](ImageDraw.Draw(picture), rng)
            path = folder / f"IMG_{2000 + number * len(PLACES) + place}.jpg"
            _developed(picture, rng).save(path, "JPEG", quality=88, exif=_exif(number, place))
            captions[path] = phrases[number % len(phrases)]
    return captions


def _developed(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Blur, light and grain it as a camera does, and cut it a little differently each time."""
    edge = rng.uniform(0, 50, 4)
    box = (edge[0], edge[1], WIDTH - edge[2], HEIGHT - edge[3])
    soft = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.6))).resize((WIDTH, HEIGHT), box=box)
    pixels = np.asarray(soft, np.float32) * rng.uniform(0.75, 1.15) + rng.normal(0, 5, (HEIGHT, WIDTH, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _exif(number: int, place: int) -> Image.Exif:
    exif = Image.Exif()
    taken = datetime(2023, 3, 4, 10) + timedelta(days=number * 17 + place, minutes=number * 7)
    exif[_TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    return exif


def _shade(rng: np.random.Generator, colour: Colour, by: float = 22) -> Colour:
    red, green, blue = np.clip(np.array(colour) + rng.normal(0, by, 3), 0, 255).astype(int).tolist()
    return red, green, blue


def _sky(draw: ImageDraw.ImageDraw, rng: np.random.Generator, top: Colour, bottom: Colour) -> None:
    high, low = np.array(_shade(rng, top)), np.array(_shade(rng, bottom))
    for row in range(HEIGHT):
        part = row / HEIGHT
        red, green, blue = (high * (1 - part) + low * part).astype(int).tolist()
        draw.line([(0, row), (WIDTH, row)], fill=(red, green, blue))


def _boat(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    _sky(draw, rng, (90, 150, 220), (220, 220, 210))
    shore = rng.uniform(0.45, 0.6) * HEIGHT
    draw.rectangle([0, shore, WIDTH, HEIGHT], fill=_shade(rng, (40, 90, 140)))
    for _ in range(40):
        x, y = rng.uniform(0, WIDTH), rng.uniform(shore, HEIGHT)
        draw.line([(x, y), (x + rng.uniform(20, 80), y)], fill=_shade(rng, (90, 140, 190)), width=2)
    x, y, size = rng.uniform(180, 460), shore + rng.uniform(30, 90), rng.uniform(70, 130)
    draw.polygon(
        [(x - size, y), (x + size, y), (x + size * 0.7, y + size * 0.35), (x - size * 0.7, y + size * 0.35)],
        fill=(235, 232, 225),
    )
    draw.line([(x, y), (x, y - size * 1.7)], fill=(90, 60, 40), width=6)
    draw.polygon([(x + 8, y - 10), (x + 8, y - size * 1.6), (x + size * 0.9, y - 10)], fill=(250, 250, 245))
    draw.polygon([(x - 8, y - 10), (x - 8, y - size * 1.3), (x - size * 0.7, y - 10)], fill=_shade(rng, (200, 40, 40)))


def _house(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    _sky(draw, rng, (130, 180, 230), (230, 235, 240))
    draw.rectangle([0, HEIGHT * 0.72, WIDTH, HEIGHT], fill=_shade(rng, (90, 140, 60)))
    x, y, size = rng.uniform(200, 420), HEIGHT * rng.uniform(0.7, 0.8), rng.uniform(110, 170)
    draw.rectangle([x - size, y - size, x + size, y], fill=_shade(rng, (225, 205, 160), 10))
    draw.polygon(
        [(x - size * 1.2, y - size), (x, y - size * 1.9), (x + size * 1.2, y - size)],
        fill=_shade(rng, (150, 60, 45), 12),
    )
    draw.rectangle([x - size * 0.15, y - size * 0.5, x + size * 0.2, y], fill=(95, 60, 40))
    for side in (-0.65, 0.55):
        left = x + size * side
        draw.rectangle(
            [left, y - size * 0.75, left + size * 0.35, y - size * 0.4],
            fill=(180, 215, 235),
            outline=(255, 255, 255),
            width=5,
        )
    for _ in range(12):
        place = rng.uniform(0, WIDTH)
        draw.ellipse([place, y - 4, place + 26, y + 22], fill=_shade(rng, (60, 110, 50)))


def _mountains(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    _sky(draw, rng, (120, 160, 210), (225, 232, 240))
    for layer in range(3):
        peak = WIDTH * rng.uniform(0.15, 0.85)
        top, foot = HEIGHT * (0.15 + layer * 0.13), HEIGHT * (0.75 + layer * 0.08)
        draw.polygon([(peak - 380, foot), (peak, top), (peak + 380, foot)], fill=_shade(rng, (105, 110, 125), 14))
        cap = 0.38
        draw.polygon(
            [
                (peak - 380 * cap, top + (foot - top) * cap),
                (peak, top),
                (peak + 380 * cap, top + (foot - top) * cap),
                (peak, top + (foot - top) * 0.28),
            ],
            fill=(245, 248, 252),
        )
    draw.rectangle([0, HEIGHT * 0.82, WIDTH, HEIGHT], fill=_shade(rng, (235, 240, 246), 6))


def _tree(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    _sky(draw, rng, (150, 200, 240), (240, 240, 225))
    draw.rectangle([0, HEIGHT * 0.68, WIDTH, HEIGHT], fill=_shade(rng, (120, 165, 70)))
    x, size = rng.uniform(200, 440), rng.uniform(0.85, 1.2)
    draw.rectangle([x - 22 * size, 230, x + 22 * size, 370], fill=_shade(rng, (95, 68, 45), 10))
    for _ in range(70):
        angle, far = rng.uniform(0, 2 * math.pi), rng.uniform(0, 140) * size
        cx, cy, radius = x + math.cos(angle) * far, 180 + math.sin(angle) * far * 0.7, rng.uniform(18, 42)
        draw.ellipse([cx - radius, cy - radius, cx + radius, cy + radius], fill=_shade(rng, (60, 120, 50)))


def _kite(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    _sky(draw, rng, (70, 140, 220), (170, 210, 240))
    draw.rectangle([0, HEIGHT * 0.85, WIDTH, HEIGHT], fill=_shade(rng, (200, 185, 130)))
    x, y, size, tilt = rng.uniform(180, 460), rng.uniform(90, 190), rng.uniform(45, 85), rng.uniform(-0.5, 0.5)
    corners = [(0, -1.4), (0.8, 0), (0, 1.1), (-0.8, 0)]
    turned = [
        (x + size * (a * math.cos(tilt) - b * math.sin(tilt)), y + size * (a * math.sin(tilt) + b * math.cos(tilt)))
        for a, b in corners
    ]
    draw.polygon(turned, fill=(215, 35, 40))
    draw.line([turned[0], turned[2]], fill=(120, 20, 20), width=4)
    line = [(turned[2][0] + 18 * math.sin(step), turned[2][1] + step * 22) for step in range(10)]
    draw.line(line, fill=(250, 230, 60), width=5)
    foot = rng.uniform(120, 520)
    draw.line([turned[2], (foot, HEIGHT * 0.8)], fill=(240, 240, 240), width=2)
    draw.ellipse([foot - 12, HEIGHT * 0.74, foot + 12, HEIGHT * 0.79], fill=(220, 180, 150))
    draw.rectangle([foot - 14, HEIGHT * 0.79, foot + 14, HEIGHT * 0.9], fill=_shade(rng, (60, 60, 160)))


def _city(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    _sky(draw, rng, (15, 18, 45), (60, 40, 80))
    left = -20.0
    while left < WIDTH:
        wide, top = rng.uniform(45, 95), HEIGHT * rng.uniform(0.2, 0.6)
        draw.rectangle([left, top, left + wide, HEIGHT], fill=_shade(rng, (32, 34, 52), 8))
        for wx in range(int(left) + 8, int(left + wide) - 10, 16):
            for wy in range(int(top) + 10, HEIGHT - 10, 20):
                if rng.random() < 0.55:
                    draw.rectangle([wx, wy, wx + 8, wy + 11], fill=_shade(rng, (250, 210, 110)))
        left += wide + rng.uniform(2, 14)
