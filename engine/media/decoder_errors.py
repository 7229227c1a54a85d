"""What decoding a damaged picture may raise."""

from __future__ import annotations

import struct

from PIL import Image

# Every family seen when decoders meet damaged files; a MemoryError is the worker's business.
DECODER_ERRORS = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    Image.DecompressionBombError,
)
