"""`python -m engine.host`."""

import gc
import sys

gc.disable()  # until the engine is ready: the imports below make what stays

from engine.host.host_process import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
