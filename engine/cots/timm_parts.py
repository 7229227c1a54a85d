"""The parts of timm we build towers from, and the one door to it.

Importing timm brings torchvision along, and with that torch's compiler, sympy and triton; and huggingface_hub with its
network libraries. That is more than half of the time a first search takes, for things that are never called here:
feature extraction by tracing, data augmentation, downloads. While timm is imported stand-ins take their place, and
are gone afterwards; whoever needs the real ones imports the real ones.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import torch
from torch import nn

_NOT_NEEDED: Final = "huggingface_hub"  # timm does without where it is not installed


def import_lean() -> None:
    """Import timm without what it is not needed for here; as it is, should it want more than the stand-ins have."""
    if "timm" in sys.modules:
        return
    try:
        with _stand_ins():
            importlib.import_module("timm")
    except (ImportError, AttributeError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "timm"]:
            del sys.modules[name]


@contextmanager
def _stand_ins() -> Iterator[None]:
    """Put stand-ins where the real modules are not imported yet, and take them away again."""
    placed: dict[str, ModuleType | None] = {}
    if _NOT_NEEDED not in sys.modules:
        placed[_NOT_NEEDED] = None  # importing it raises ImportError
    if "torchvision" not in sys.modules:
        placed |= _torchvision()
    placed |= {"timm.data": _timm_data()}
    sys.modules.update(placed)  # type: ignore[arg-type]  # None is what bars an import
    compiler: Any = torch.compiler
    disable, compiler.disable = compiler.disable, _as_it_is
    try:
        yield
    finally:
        compiler.disable = disable
        for name, module in placed.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _as_it_is(function: Any = None, **_: object) -> Any:
    """Keep a function that should not be compiled as it is: nothing is compiled, and saying so loads the compiler."""
    return _as_it_is if function is None else function


def _torchvision() -> dict[str, ModuleType | None]:
    """A torchvision that has a frozen batch norm to compare classes with, and nothing else."""
    misc = ModuleType("torchvision.ops.misc")
    vars(misc)["FrozenBatchNorm2d"] = type("FrozenBatchNorm2d", (nn.Module,), {})
    packages: dict[str, ModuleType | None] = {name: ModuleType(name) for name in ("torchvision", "torchvision.ops")}
    for package in packages.values():
        vars(package)["__path__"] = []
    return packages | {"torchvision.ops.misc": misc}


def _timm_data() -> ModuleType:
    """A `timm.data` that has its constants, and nothing else."""
    found = importlib.util.find_spec("timm")
    if found is None or found.origin is None:
        raise ImportError("timm is not installed")
    path = Path(found.origin).parent / "data" / "constants.py"
    spec = importlib.util.spec_from_file_location("timm.data", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


import_lean()

from timm import create_model as create_model  # noqa: E402  # after the stand-ins were there
from timm.layers import BatchNormAct2d as BatchNormAct2d  # noqa: E402
from timm.layers import Conv2dSame as Conv2dSame  # noqa: E402
from timm.layers import Mlp as Mlp  # noqa: E402
from timm.layers import get_act_layer as get_act_layer  # noqa: E402
from timm.models._efficientnet_blocks import DepthwiseSeparableConv as DepthwiseSeparableConv  # noqa: E402
from timm.models._efficientnet_blocks import InvertedResidual as InvertedResidual  # noqa: E402
from timm.models.vision_transformer import Attention as Attention  # noqa: E402
from timm.models.vision_transformer import Block as Block  # noqa: E402
from timm.models.vision_transformer import VisionTransformer as VisionTransformer  # noqa: E402
