"""The window: widgets, item models and wiring over the engine process."""
