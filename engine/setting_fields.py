"""Settings as fields of dataclasses: declared once with bounds and a sentence of help, described, and checked.

A dataclass whose fields are sections, which are dataclasses of `setting` fields, is a root: the product's own settings
(`engine.config.Config`), a recipe of training, the settings of a fine-tuning.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from engine.errors import BadConfig

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_log = logging.getLogger(__name__)

T = TypeVar("T")
Root = TypeVar("Root", bound="DataclassInstance")


def setting(
    default: T,
    help_text: str,
    *,
    label: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] = (),
) -> T:
    """Declare one setting: its default, its bounds, one sentence for a person, and what a form calls it."""
    metadata = {"help": help_text, "label": label, "minimum": minimum, "maximum": maximum, "choices": choices}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One setting described: for the settings dialog, the README table and error sentences."""

    section: str
    name: str
    type: type
    default: object
    help: str
    label: str
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]

    @property
    def key(self) -> str:
        """`section.name`, as written in TOML and shown in messages."""
        return f"{self.section}.{self.name}"

    @property
    def bounds(self) -> str:
        """The allowed values in words."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        return (
            f"{self.minimum:,.12g} to {self.maximum:,.12g}"
            if self.minimum is not None and self.maximum is not None
            else ""
        )


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """One section described: its name in TOML, what a form calls it, and what it is about."""

    name: str
    label: str
    help: str


def describe_sections(root: type[DataclassInstance]) -> tuple[SectionInfo, ...]:
    """List the sections in their order."""
    classes = get_type_hints(root)
    return tuple(
        SectionInfo(item.name, item.metadata["label"], (classes[item.name].__doc__ or "").partition("\n")[0])
        for item in dataclasses.fields(root)
    )


def describe(root: type[DataclassInstance]) -> tuple[FieldInfo, ...]:
    """List every setting in the order of its section; `root` is a dataclass of sections made of `setting` fields."""
    infos = []
    for section in dataclasses.fields(root):
        section_class = get_type_hints(root)[section.name]
        hints = get_type_hints(section_class)
        for item in dataclasses.fields(section_class):
            meta = item.metadata
            infos.append(
                FieldInfo(
                    section.name,
                    item.name,
                    hints[item.name],
                    item.default,
                    meta["help"],
                    meta["label"] or item.name.replace("_", " ").capitalize(),
                    meta["minimum"],
                    meta["maximum"],
                    meta["choices"],
                )
            )
    return tuple(infos)


def override(config: Root, values: Mapping[str, Any], *, source: Path | None = None, is_strict: bool = False) -> Root:
    """Return `config` with `{section: {name: value}}` laid over it, validated.

    Unknown keys are warned about, with the nearest known key, and skipped; with `is_strict` they are an error.

    Raises:
        BadConfig: A value has the wrong type or is out of bounds, or a key is unknown and `is_strict`.
    """
    known = {info.key: info for info in describe(type(config))}
    complain = _refuse_unknown if is_strict else _warn_unknown
    changes: dict[str, dict[str, object]] = {}
    for section, entries in values.items():
        if section == "schema_version":
            continue
        if not isinstance(entries, Mapping) or not (entries or hasattr(config, section)):
            complain(section, known, source)
            continue
        for name, value in entries.items():
            info = known.get(f"{section}.{name}")
            if info is None:
                complain(f"{section}.{name}", known, source)
                continue
            changes.setdefault(section, {})[name] = _checked(info, value, source)
    sections = {
        section: dataclasses.replace(getattr(config, section), **entries) for section, entries in changes.items()
    }
    return dataclasses.replace(config, **sections)


def toml_value(value: object) -> str:
    """Write the value of a setting as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def _warn_unknown(key: str, known: Mapping[str, FieldInfo], source: Path | None) -> None:
    _log.warning("%s", _unknown(key, known, source))


def _refuse_unknown(key: str, known: Mapping[str, FieldInfo], source: Path | None) -> None:
    sentence = _unknown(key, known, source)
    raise BadConfig(sentence if sentence.endswith("?") else f"{sentence}.", path=source)


def _unknown(key: str, known: Mapping[str, FieldInfo], source: Path | None) -> str:
    nearest = difflib.get_close_matches(key, known, n=1)
    suggestion = f"; did you mean {nearest[0]}?" if nearest else ""
    return f"Unknown setting {key} in {source or 'the given values'}{suggestion}"


def _checked(info: FieldInfo, value: object, source: Path | None) -> object:
    if info.type is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not info.type:
        raise _bad_value(info, value, f"must be of type {info.type.__name__}", source)
    if info.choices and value not in info.choices:
        raise _bad_value(info, value, f"must be {info.bounds}", source)
    if isinstance(value, (int, float)) and not _is_within(info, value):
        raise _bad_value(info, value, f"must be {info.bounds}", source)
    return value


def _is_within(info: FieldInfo, value: float) -> bool:
    if info.minimum is None or info.maximum is None:
        return True
    return info.minimum <= value <= info.maximum  # False for NaN


def _bad_value(info: FieldInfo, value: object, rule: str, source: Path | None) -> BadConfig:
    where = f" in {source}" if source else ""
    return BadConfig(f"The setting {info.key}{where} is {value!r} but {rule}.", path=source)
