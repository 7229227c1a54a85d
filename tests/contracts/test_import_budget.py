"""What starts fast stays fast: the window and the command line's help never import the model's libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "timm", "transformers", "sklearn", "scipy")

STATEMENTS = {
    "window": "import app.main",
    "window's door": "import app.__main__",
    "help": "from engine.cli.command_line import main; main(['--help'])",
    "help of a command": "from engine.cli.command_line import main; main(['search', '--help'])",
    "list of models": "from engine.cli.command_line import main; main(['models', 'list', '--json'])",
    "decode worker": "import engine.media.workers",
    "host's door": "import engine.host.host_process",
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_import_budget_start_leaves_the_model_out(name: str) -> None:
    probe = f"{STATEMENTS[name]}\nimport sys\nsys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""


def test_import_budget_engine_never_loads_qt() -> None:
    probe = "import engine.cli.command_line, engine.library, sys; sys.exit('PySide6' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
