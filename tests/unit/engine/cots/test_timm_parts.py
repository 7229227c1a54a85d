"""What importing the towers brings along, and what it leaves as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.helpers.tiny_cots import save_tiny_checkpoint

ROOT = Path(__file__).resolve().parents[4]

LEAN = """
import sys
import torch
disable = torch.compiler.disable
from pathlib import Path
from engine.cots.catalogue import embedded_path
from engine.cots.encoder import CotsEncoder
from engine.config import ComputeConfig
for folder in (embedded_path(), Path(sys.argv[1])):
    CotsEncoder.load(folder, ComputeConfig(device="cpu", threads=1)).encode_texts(["a dog"])
left_out = ("torchvision", "torch._dynamo", "sympy", "scipy", "transformers", "huggingface_hub", "timm.data")
print("loaded:", *(name for name in left_out if name in sys.modules))
assert torch.compiler.disable is disable
import huggingface_hub.utils
import timm.data.constants, timm.data.transforms_factory  # the real ones, as always
import torchvision.ops.misc
print("there:", torchvision.ops.misc.__file__ is not None, hasattr(timm.data, "create_transform"))
"""
MORE_WANTED = """
import sys
import engine.cots.presets
import importlib.util
real = importlib.util.spec_from_file_location
def refuse(name, *rest, **more):
    if name == "timm.data":
        raise AttributeError("a timm that wants more")
    return real(name, *rest, **more)
importlib.util.spec_from_file_location = refuse
from engine.cots.timm_parts import create_model
print("as it is:", "torchvision" in sys.modules, create_model.__module__)
"""


def said_by(script: str, *arguments: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_towers_are_imported_without_what_is_never_called_and_hide_nothing(tmp_path: Path) -> None:
    """For towers of convolutions and for transformers, whose initial values timm draws in other ways."""
    assert said_by(LEAN, str(save_tiny_checkpoint(tmp_path / "tiny"))) == ["loaded:", "there: True True"]


def test_timm_that_wants_more_is_imported_as_it_is() -> None:
    assert said_by(MORE_WANTED) == ["as it is: True timm.models._factory"]
