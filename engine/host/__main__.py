"""`python -m engine.host`."""

import sys

from engine.host.host_process import main

if __name__ == "__main__":
    sys.exit(main())
