"""The engine: plain Python and torch, no window."""
