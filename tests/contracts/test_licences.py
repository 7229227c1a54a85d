"""Every direct dependency carries a licence that Evoke may be shipped with."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
POLICY: dict[str, Any] = tomllib.loads((ROOT / "packaging" / "licences.toml").read_text(encoding="utf-8"))


def direct_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return sorted({re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in lines})


def declared_licences(package: str) -> set[str]:
    """What the installed package says of itself, as SPDX identifiers; of alternatives, one that is allowed."""
    about = metadata.metadata(package)
    stated = [text.split("\n")[0] for key in ("License-Expression", "License") for text in about.get_all(key) or []]
    stated += [line.rsplit(" :: ", 1)[1] for line in about.get_all("Classifier") or [] if ":: OSI Approved ::" in line]
    for text in filter(None, stated):
        alternatives = [spdx_identifiers(part) for part in re.split(r"\bOR\b", text)]
        allowed = [identifiers for identifiers in alternatives if identifiers <= set(POLICY["allowed"])]
        if allowed:
            return allowed[0]
    return set(filter(None, stated))


def spdx_identifiers(text: str) -> set[str]:
    return {POLICY["aliases"].get(part.strip(" ()"), part.strip(" ()")) for part in re.split(r"\bAND\b", text)}


def test_licences_every_direct_dependency_is_listed_and_nothing_else() -> None:
    assert sorted(POLICY["packages"]) == direct_dependencies()


def test_licences_every_listed_licence_is_allowed() -> None:
    assert set(POLICY["packages"].values()) <= set(POLICY["allowed"])
    assert {*POLICY["undeclared"], *POLICY["bundled"]} <= set(POLICY["packages"])


@pytest.mark.parametrize("package", sorted(POLICY["packages"]))
def test_licences_installed_package_declares_an_allowed_one(package: str) -> None:
    try:
        declared = declared_licences(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed on this platform")
    if not declared:
        assert package in POLICY["undeclared"], f"{package} states no licence; read its source and list it"
    assert declared <= set(POLICY["allowed"]), f"{package} declares {declared}"
