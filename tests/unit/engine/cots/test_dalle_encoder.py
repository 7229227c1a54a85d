"""DALL-E's encoder in the format of its published weights, with few channels."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from engine.cots.dalle_encoder import DalleEncoder, dalle_encoder
from engine.cots.visual_token_files import load_visual_tokenizer
from engine.errors import CheckpointMismatch
from tests.helpers.tiny_tokenizer import drawn_tensor

CHANNELS, CODES = 8, 40


def published_weights(channels: int = CHANNELS, codes: int = CODES) -> dict[str, Tensor]:
    """Random weights under the names and in the shapes of the published ones."""
    generator = torch.Generator().manual_seed(3)
    weights: dict[str, Tensor] = {}

    def convolution(name: str, inputs: int, outputs: int, side: int) -> None:
        weights[f"{name}.w"] = torch.randn(outputs, inputs, side, side, generator=generator) / (inputs * side**2) ** 0.5
        weights[f"{name}.b"] = torch.randn(outputs, generator=generator) * 0.1

    convolution("blocks.input", 3, channels, 7)
    before = channels
    for group, wide in enumerate((1, 2, 4, 8), start=1):
        outputs = wide * channels
        for block in (1, 2):
            name = f"blocks.group_{group}.block_{block}"
            if before != outputs:
                convolution(f"{name}.id_path", before, outputs, 1)
            for number, (first, last, side) in enumerate(
                [
                    (before, outputs // 4, 3),
                    (outputs // 4,) * 2 + (3,),
                    (outputs // 4,) * 2 + (3,),
                    (outputs // 4, outputs, 1),
                ],
                start=1,
            ):
                convolution(f"{name}.res_path.conv_{number}", first, last, side)
            before = outputs
    convolution("blocks.output.conv", before, codes, 1)
    return weights


def plain_logits(weights: dict[str, Tensor], pictures: Tensor) -> Tensor:
    """The encoder written out, one line a step."""

    def convolve(name: str, seen: Tensor) -> Tensor:
        kernel = weights[f"{name}.w"]
        return functional.conv2d(seen, kernel, weights[f"{name}.b"], padding=kernel.shape[2] // 2)

    seen = convolve("blocks.input", 0.8 * pictures + 0.1)
    for group in (1, 2, 3, 4):
        for block in (1, 2):
            name = f"blocks.group_{group}.block_{block}"
            inner = seen
            for number in (1, 2, 3, 4):
                inner = convolve(f"{name}.res_path.conv_{number}", functional.relu(inner))
            kept = convolve(f"{name}.id_path", seen) if f"{name}.id_path.w" in weights else seen
            seen = kept + inner / 64
        if group < 4:
            seen = functional.max_pool2d(seen, 2)
    return convolve("blocks.output.conv", functional.relu(seen))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save_file(published_weights(), tmp_path / "encoder.safetensors")
    return tmp_path / "encoder.safetensors"


def test_dalle_encoder_from_a_file_gives_the_codes_of_the_encoder_written_out(file: Path) -> None:
    tokenizer, pictures = load_visual_tokenizer(file), drawn_tensor(32)
    expected = plain_logits(published_weights(), pictures)
    assert tokenizer.vocabulary == CODES
    assert torch.allclose(tokenizer.logits(pictures), expected, atol=1e-5)
    assert torch.equal(tokenizer.codes(pictures), expected.argmax(dim=1))
    assert tokenizer.codes(pictures).shape == (4, 4, 4)


def test_dalle_encoder_stored_in_half_precision_is_computed_in_full(tmp_path: Path) -> None:
    save_file({name: tensor.half() for name, tensor in published_weights().items()}, tmp_path / "half.safetensors")
    tokenizer = load_visual_tokenizer(tmp_path / "half.safetensors")
    assert {parameter.dtype for parameter in tokenizer.parameters()} == {torch.float32}
    assert tokenizer.codes(drawn_tensor(16)).shape == (4, 2, 2)


def test_dalle_encoder_of_the_published_size_has_its_names_and_shapes() -> None:
    with torch.device("meta"):
        encoder = DalleEncoder()
    shapes = {name: tuple(tensor.shape) for name, tensor in encoder.state_dict().items()}
    assert shapes["blocks.input.w"] == (256, 3, 7, 7)
    assert shapes["blocks.group_1.block_1.res_path.conv_1.w"] == (64, 256, 3, 3)
    assert shapes["blocks.group_4.block_1.id_path.w"] == (2048, 1024, 1, 1)
    assert shapes["blocks.output.conv.w"] == (8192, 2048, 1, 1)
    with torch.device("meta"):
        assert shapes == {name: tuple(tensor.shape) for name, tensor in published_weights(256, 8192).items()}


@pytest.mark.parametrize(
    "change",
    [
        {"blocks.input.w": None},
        {"blocks.group_3.block_2.res_path.conv_2.b": None},
        {"blocks.group_1.block_1.res_path.conv_1.w": torch.zeros(2, 8, 5, 5)},
        {"blocks.output.conv.w": torch.zeros(CODES, 64)},
        {"decoder.w": torch.zeros(1)},
    ],
)
def test_dalle_encoder_with_other_weights_is_a_mismatch(change: dict[str, Tensor | None]) -> None:
    weights = {name: tensor for name, tensor in (published_weights() | change).items() if tensor is not None}
    with pytest.raises(CheckpointMismatch, match="DALL-E"):
        dalle_encoder(weights)


def test_dalle_encoder_file_cut_off_is_a_mismatch(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(CheckpointMismatch):
        load_visual_tokenizer(file)
