"""Measurements of the window and of what it asks of the engine: run by hand, not by the test suite.

Each prints what was measured and under which conditions; docs/window.md keeps the figures.
"""
