"""What Evoke is made of: the packages it needs as they are installed here, with their licences, read from metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TEXT_FILE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_EXPRESSION_CHARS = 80
_TEXT_CHARS = 400_000


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package.

    Attributes:
        name: As its makers write it.
        version: Its version.
        licence: The licence in a few words, "" where its metadata names none.
    """

    name: str
    version: str
    licence: str


def list_packages(root: str = "evoke") -> tuple[Package, ...]:
    """Return `root` and everything it needs that is installed, `root` first, the others by name."""
    found: dict[str, Package] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        key = _key(name)
        if key in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of another platform, or left out
            continue
        found[key] = _describe(distribution)
        waiting += _needs(distribution)
    own = found.pop(_key(root), None)
    others = sorted(found.values(), key=lambda package: package.name.casefold())
    return (*([own] if own is not None else []), *others)


def licence_text(name: str) -> str:
    """Return the texts of a package's licence files, one below the other, or ""."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return ""
    texts = []
    for path in distribution.files or ():
        if _TEXT_FILE.search(path.as_posix()) and path.suffix.lower() not in (".py", ".pyc", ".so"):
            try:
                texts.append(path.read_text(encoding="utf-8").strip())
            except (OSError, UnicodeDecodeError):
                continue
    return "\n\n\n".join(dict.fromkeys(texts))[:_TEXT_CHARS]


def _describe(distribution: metadata.Distribution) -> Package:
    fields = distribution.metadata
    licence = _field(fields, "License-Expression")  # not shown
    if not licence:
        stated = _field(fields, "License")  # not shown
        classifiers = fields.get_all("Classifier") or ()  # not shown
        named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
        licence = stated if 0 < len(stated) <= _EXPRESSION_CHARS and "\n" not in stated else ", ".join(named)
    return Package(fields["Name"], distribution.version, licence)


def _field(fields: metadata.PackageMetadata, name: str) -> str:
    return str(fields[name] or "").strip() if name in fields else ""


def _needs(distribution: metadata.Distribution) -> Iterator[str]:
    for line in distribution.requires or ():
        name = _NAME.match(line)
        if name is not None and "extra ==" not in line:
            yield name[0]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
