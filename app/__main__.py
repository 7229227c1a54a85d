"""The `evoke` command: without arguments, or with `gui`, the window; anything else is the engine's command line."""

from __future__ import annotations

import importlib
import sys

from engine.collecting import leave_without_collecting


def main(argv: list[str] | None = None) -> int:
    """Run Evoke and return its exit code."""
    args = sys.argv[1:] if argv is None else argv
    if not args or args[0] == "gui":
        from app.main import run_gui

        return run_gui(args[1:])
    leave_without_collecting()
    command_line = importlib.import_module("engine.cli.command_line")
    return int(command_line.main(args))


if __name__ == "__main__":
    sys.exit(main())
