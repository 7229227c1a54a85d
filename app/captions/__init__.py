"""The captions screen, and what the viewer shares with it."""
