"""`python -m engine`: the command line without the window."""

from __future__ import annotations

import multiprocessing
import sys

from engine.cli.command_line import main
from engine.collecting import leave_without_collecting

if __name__ == "__main__":
    multiprocessing.freeze_support()
    leave_without_collecting()
    sys.exit(main())
