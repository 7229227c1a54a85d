"""The same pictures from a folder and from a tar; archives that lie or are cut off."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import BadData
from engine.evaluation.image_sets import ImageSet


def png(colour: tuple[int, int, int] | int = (200, 40, 40), mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (48, 32), colour).save(buffer, "PNG")
    return buffer.getvalue()


FILES = {
    "images/red.png": png(),
    "images/same.png": png((0, 0, 255)),
    "masks/same.png": png(7, "L"),
    "images/text.jpg": b"this is no picture",
    "images/cut.png": png()[:60],
}


@pytest.fixture(params=["folder", "tar", "tar.gz"])
def image_set(request: pytest.FixtureRequest, tmp_path: Path) -> ImageSet:
    if request.param == "folder":
        for name, content in FILES.items():
            (tmp_path / "set" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "set" / name).write_bytes(content)
        return ImageSet(tmp_path / "set")
    return ImageSet(archive(tmp_path / f"set.{request.param}", FILES))


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo("./" + name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def test_image_set_folder_or_tar_gives_the_same_pictures(image_set: ImageSet) -> None:
    with image_set:
        assert set(image_set.names) == set(FILES)
        pixels = image_set.square("images/red.png", 16)
        assert pixels.shape == (16, 16, 3)
        assert pixels.dtype == np.uint8
        np.testing.assert_allclose(pixels.reshape(-1, 3).mean(0), (200, 40, 40), atol=2)


def test_image_set_bare_name_is_found_where_it_is_unique(image_set: ImageSet) -> None:
    with image_set:
        assert image_set.resolve("red.png") == "images/red.png"
        assert image_set.resolve("same.png") is None
        with pytest.raises(BadData, match=r"names the image same\.png, which is not in"):
            image_set.check_names(["red.png", "same.png"], Path("captions.csv"))


def test_image_set_reading_order_follows_the_archive(image_set: ImageSet) -> None:
    with image_set:
        asked = ["images/text.jpg", "images/red.png", "masks/same.png"]
        places = [image_set.names.index(asked[index]) for index in image_set.reading_order(asked)]
        assert places == sorted(places)


@pytest.mark.parametrize("name", ["images/text.jpg", "images/cut.png", "images/nowhere.png"])
def test_image_set_picture_that_is_none_is_named(image_set: ImageSet, name: str) -> None:
    with image_set, pytest.raises(BadData, match=name.rsplit("/", 1)[-1].replace(".", r"\.")):
        image_set.square(name, 16)


def test_image_set_class_ids_are_exact(image_set: ImageSet) -> None:
    with image_set:
        assert image_set.class_ids("masks/same.png").tolist() == [[7] * 48] * 32
        with pytest.raises(BadData, match="not a map of 8-bit class ids"):
            image_set.class_ids("images/red.png")
        with pytest.raises(BadData, match="cannot be decoded"):
            image_set.class_ids("images/text.jpg")


def test_image_set_archive_cut_off_is_said(tmp_path: Path) -> None:
    whole = archive(tmp_path / "set.tar", {"a.png": png(), "b.bin": bytes(5000)})
    cut = tmp_path / "cut.tar"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 3])
    with pytest.raises(BadData), ImageSet(cut) as images:
        images.read("b.bin")


@pytest.mark.parametrize("content", [b"", b"not an archive" * 100, None])
def test_image_set_neither_folder_nor_archive_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "set.tar"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadData, match=r"set\.tar"):
        ImageSet(path)


def test_image_set_member_names_cannot_leave_the_scratch_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("../outside.png")
        member.size = len(png())
        tar.addfile(member, io.BytesIO(png()))
        link = tarfile.TarInfo("link.png")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with ImageSet(path) as images:
        assert images.names == ("../outside.png",)
        images.square("../outside.png", 8)
    assert not outside.exists()
