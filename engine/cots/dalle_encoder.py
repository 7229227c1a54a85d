"""The encoder of DALL-E's discrete VAE, whose codes BEiT predicts, for who has its weights as safetensors.

The shape is that of the published weights (github.com/openai/DALL-E): a 7 x 7 convolution, four groups of residual
blocks with 1, 2, 4 and 8 times the channels, a 2 x 2 maximum between groups, one convolution to the codes.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.visual_tokens import VisualTokenizer
from engine.errors import CheckpointMismatch

_GROUPS = 4
# Pixels are drawn in from both ends of [0, 1], where the logit-Laplace distribution that it was trained with ends.
_MARGIN = 0.1
_INPUT_WEIGHT = "blocks.input.w"
_OUTPUT_WEIGHT = "blocks.output.conv.w"
_BLOCK_NAME = re.compile(r"blocks\.group_1\.block_(\d+)\.")


class _Convolution(nn.Module):
    """A convolution that keeps height and width; its parameters are called `w` and `b` in the published weights."""

    def __init__(self, inputs: int, outputs: int, side: int) -> None:
        super().__init__()
        self.w = nn.Parameter(torch.randn(outputs, inputs, side, side) / (inputs * side**2) ** 0.5)
        self.b = nn.Parameter(torch.zeros(outputs))

    def forward(self, seen: Tensor) -> Tensor:
        return functional.conv2d(seen, self.w, self.b, padding=self.w.shape[-1] // 2)


class _Block(nn.Module):
    """A residual block: three 3 x 3 and one 1 x 1 convolution with a quarter of the channels inside, scaled down."""

    def __init__(self, inputs: int, outputs: int, gain: float) -> None:
        super().__init__()
        inner = outputs // 4
        self.gain = gain
        self.id_path = nn.Identity() if inputs == outputs else _Convolution(inputs, outputs, 1)
        convolutions = {
            "conv_1": _Convolution(inputs, inner, 3),
            "conv_2": _Convolution(inner, inner, 3),
            "conv_3": _Convolution(inner, inner, 3),
            "conv_4": _Convolution(inner, outputs, 1),
        }
        self.res_path = nn.ModuleDict(convolutions)

    def forward(self, seen: Tensor) -> Tensor:
        inner = seen
        for convolution in self.res_path.values():
            inner = convolution(functional.relu(inner))
        kept: Tensor = self.id_path(seen)
        return kept + self.gain * inner


class DalleEncoder(VisualTokenizer):
    """DALL-E's encoder; published with 256 channels, 2 blocks a group and 8,192 codes."""

    def __init__(self, channels: int = 256, blocks_per_group: int = 2, vocabulary: int = 8192) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        gain = 1 / (_GROUPS * blocks_per_group) ** 2
        groups: OrderedDict[str, nn.Module] = OrderedDict(input=_Convolution(3, channels, 7))
        inputs = channels
        for group in range(_GROUPS):
            outputs = channels * 2**group
            blocks: OrderedDict[str, nn.Module] = OrderedDict()
            for block in range(blocks_per_group):
                blocks[f"block_{block + 1}"] = _Block(inputs, outputs, gain)
                inputs = outputs
            if group < _GROUPS - 1:
                blocks["pool"] = nn.MaxPool2d(2)
            groups[f"group_{group + 1}"] = nn.Sequential(blocks)
        groups["output"] = nn.Sequential(OrderedDict(relu=nn.ReLU(), conv=_Convolution(inputs, vocabulary, 1)))
        self.blocks = nn.Sequential(groups)

    def logits(self, pictures: Tensor) -> Tensor:
        """Score every code for every square of pixels; see the base class."""
        scores: Tensor = self.blocks((1 - 2 * _MARGIN) * pictures + _MARGIN)
        return scores


def dalle_encoder(weights: Mapping[str, Tensor]) -> DalleEncoder:
    """Build the encoder that the weights are of; channels, blocks and codes are read off their shapes.

    Raises:
        CheckpointMismatch: They are not those of such an encoder.
    """
    first, last = weights.get(_INPUT_WEIGHT), weights.get(_OUTPUT_WEIGHT)
    blocks = {found[1] for found in map(_BLOCK_NAME.match, weights) if found}
    if first is None or last is None or first.ndim != 4 or last.ndim != 4 or not blocks or len(first) % 4:
        raise CheckpointMismatch("The weights are not those of DALL-E's encoder.")
    with torch.device("meta"):
        encoder = DalleEncoder(len(first), len(blocks), len(last))
    expected = encoder.state_dict()
    wrong = sorted(expected.keys() ^ weights.keys())
    wrong += [name for name in expected if name in weights and weights[name].shape != expected[name].shape]
    if wrong:
        raise CheckpointMismatch(f"The weights are not those of DALL-E's encoder: {wrong[0]} does not fit.")
    encoder.load_state_dict({name: tensor.float() for name, tensor in weights.items()}, assign=True)
    return encoder
