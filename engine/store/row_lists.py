"""Many ids as one SQL parameter."""

from __future__ import annotations

import json
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def id_list(ids: Iterable[int] | NDArray[np.int64]) -> str:
    """Return ids as JSON for `IN (SELECT value FROM json_each(?))`, which has no limit on their number."""
    values = ids.tolist() if isinstance(ids, np.ndarray) else [int(value) for value in ids]
    return json.dumps(values)
