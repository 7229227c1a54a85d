"""One library: the facade that the window, the command line and the measurements talk to, and its parts."""

from engine.library.facade import Library

__all__ = ["Library"]
