"""What is installed is what was asked for, fits together, and has no security hole that is known to us."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
HOLES: list[dict[str, str]] = tomllib.loads((ROOT / "packaging" / "known-holes.toml").read_text("utf-8"))["hole"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def installed_version(package: str) -> Version | None:
    """The version that would be imported; None where the package is not there."""
    try:
        return Version(metadata.version(package))
    except metadata.PackageNotFoundError:
        return None


def requirements_of(package: str) -> list[Requirement]:
    found = [Requirement(line) for line in metadata.requires(package) or []]
    return [item for item in found if item.marker is None or item.marker.evaluate({"extra": ""})]


def everything_brought_along() -> Iterator[tuple[str, Requirement]]:
    """Every requirement of Evoke and of what it requires, with who asks for it."""
    todo = [("evoke", Requirement(line)) for line in PROJECT["dependencies"]]
    asked = set()
    while todo:
        asker, requirement = todo.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        yield asker, requirement
        if requirement.name not in asked and installed_version(requirement.name) is not None:
            asked.add(requirement.name)
            todo += [(requirement.name, item) for item in requirements_of(requirement.name)]


@pytest.mark.parametrize("hole", HOLES, ids=[hole["package"] for hole in HOLES])
def test_installed_package_has_no_known_hole(hole: dict[str, str]) -> None:
    version = installed_version(hole["package"])
    if version is None:
        pytest.skip(f"{hole['package']} is not installed")
    assert version >= Version(hole["fixed_in"]), f"{hole['package']} {version}: {hole['advisory']}"


def test_list_of_holes_is_complete_and_can_be_read() -> None:
    for hole in HOLES:
        assert re.search(r"CVE-\d{4}-\d+", hole["advisory"])
        assert str(Version(hole["fixed_in"]))


def test_installed_packages_fit_together() -> None:
    wrong = [
        f"{asker} needs {requirement}, and {version} is installed"
        for asker, requirement in everything_brought_along()
        if (version := installed_version(requirement.name)) is not None
        and not requirement.specifier.contains(version, prereleases=True)
    ]
    assert wrong == []
