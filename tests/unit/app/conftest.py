"""Every test here gets the window's fixtures, and fails if it leaves anything running."""

from pathlib import Path

import pytest

from tests.helpers.window import app_style, bench, leaves_nothing_behind

__all__ = ["app_style", "bench", "leaves_nothing_behind"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about what it cannot do; that says nothing about the window."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
