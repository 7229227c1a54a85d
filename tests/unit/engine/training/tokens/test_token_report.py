from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.training.tokens.token_report import reconstruction_sheet, write_png
from tests.helpers.tiny_tokenizer import drawn_squares, tiny_vae


def test_reconstruction_sheet_shows_originals_over_what_the_codes_say() -> None:
    vae, squares = tiny_vae(), drawn_squares(32, copies=1)
    sheet = reconstruction_sheet(vae, squares, (16, 32), 32)
    assert sheet.shape == (4 * 36 + 4, 4 * 36 + 4, 3)
    pictures = squares.at(32)
    decoded = vae.decode(vae.codes(pictures))
    for column in range(4):
        left = 4 + 36 * column
        original, below = sheet[76:108, left : left + 32], sheet[112:144, left : left + 32]
        assert np.array_equal(original, squares.pixels[column])
        expected = (decoded[column].permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)
        assert np.abs(below.astype(int) - expected.astype(int)).max() <= 1
    assert (sheet[:4] == 255).all()


def test_reconstruction_sheet_of_many_pictures_shows_eight() -> None:
    assert reconstruction_sheet(tiny_vae(), drawn_squares(16, copies=5), (16,), 16).shape == (44, 8 * 20 + 4, 3)


def test_write_png_is_read_back_the_same(tmp_path: Path) -> None:
    pixels = drawn_squares(16).pixels[1]
    write_png(tmp_path / "sheet.png", pixels)
    with Image.open(tmp_path / "sheet.png") as picture:
        assert np.array_equal(np.asarray(picture), pixels)


def test_write_png_into_a_missing_folder_fails(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_png(tmp_path / "absent" / "sheet.png", drawn_squares(16).pixels[0])
