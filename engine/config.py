"""Every setting once: default, bounds and one sentence of help; TOML in and out; validation.

The command line, the settings dialog and the README table are made from these fields.
Precedence: defaults here < `resources/defaults.toml` < the user's file < the command line.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import logging
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from engine.errors import BadConfig

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA_VERSION = 1

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
class DecodingConfig:
    """How files are opened."""

    workers: int = setting(
        0,
        "Decoding processes; 0 takes one less than the cores, at least one.",
        label="Decoding processes",
        minimum=0,
        maximum=64,
    )
    timeout_s: float = setting(
        120.0,
        "Seconds after which decoding one file is given up.",
        label="Longest time for a file",
        minimum=1,
        maximum=3600,
    )
    memory_mb: int = setting(
        3000, "Memory one decoding process may take.", label="Memory of a process", minimum=256, maximum=65536
    )
    max_megapixels: int = setting(
        300, "Pictures with more megapixels are refused.", label="Largest picture", minimum=1, maximum=2000
    )
    thumbnail_px: int = setting(
        320, "Longer side of a thumbnail in pixels.", label="Size of thumbnails", minimum=64, maximum=1024
    )


@dataclass(frozen=True, slots=True)
class SamplingConfig:
    """Which frames of a clip are kept."""

    interval_s: float = setting(
        0.75, "Seconds between looked-at frames.", label="Interval between frames", minimum=0.04, maximum=60
    )
    max_frames: int = setting(
        400,
        "Frames looked at per clip; longer clips are sampled wider.",
        label="Frames of a clip at most",
        minimum=1,
        maximum=20000,
    )
    duplicate_distance: float = setting(
        0.02,
        "A frame closer than this to the last kept one is dropped; 0 keeps all.",
        label="Drop frames that repeat",
        minimum=0,
        maximum=1,
    )
    flat_deviation: float = setting(
        0.02,
        "A frame whose brightness varies less than this is black or flat and dropped.",
        label="Drop black and flat frames",
        minimum=0,
        maximum=1,
    )


@dataclass(frozen=True, slots=True)
class IndexingConfig:
    """How a library is brought up to date."""

    batch_size: int = setting(32, "Pictures embedded at once.", label="Pictures at once", minimum=1, maximum=1024)
    exact_below: int = setting(
        100_000,
        "Libraries with fewer vectors are searched exactly, without the graph index.",
        label="Search exactly below",
        minimum=0,
        maximum=10_000_000,
    )


@dataclass(frozen=True, slots=True)
class WatchingConfig:
    """How changes in the folders are noticed."""

    mode: str = setting(
        "on",
        "Whether folders are watched while the window is open; off looks at the start only.",
        label="Watch the folders",
        choices=("on", "off"),
    )
    scan_minutes: float = setting(
        60.0,
        "Minutes between two looks through everything, for changes that were not told.",
        label="Look through everything",
        minimum=1,
        maximum=10_080,
    )
    poll_seconds: float = setting(
        60.0,
        "Seconds between two looks through folders that cannot be watched.",
        label="Look through network folders",
        minimum=5,
        maximum=86_400,
    )


@dataclass(frozen=True, slots=True)
class PolitenessConfig:
    """When indexing in the window gives way."""

    on_battery: str = setting(
        "low",
        "Whether indexing waits while the computer runs on battery; low waits below 40 percent.",
        label="While on battery",
        choices=("work", "low", "wait"),
    )
    when_active: str = setting(
        "work",
        "Whether indexing goes slowly, or waits, while somebody uses the computer.",
        label="While somebody works",
        choices=("work", "slow", "wait"),
    )
    priority: str = setting(
        "low",
        "How much processor time indexing takes from other programs that want it too.",
        label="Priority",
        choices=("normal", "low", "lowest"),
    )
    from_hour: int = setting(
        0, "Hour of the day from which indexing may run.", label="Index from this hour", minimum=0, maximum=23
    )
    until_hour: int = setting(
        24,
        "Hour of the day until which it may run; from 22 until 6 is over night.",
        label="Index until this hour",
        minimum=0,
        maximum=24,
    )


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """How hits are ranked and grouped."""

    limit: int = setting(50, "Hits shown for a query.", label="Results of the command line", minimum=1, maximum=10_000)
    moments_per_clip: int = setting(3, "Moments shown per clip.", label="Moments of a clip", minimum=1, maximum=50)
    minus_weight: float = setting(
        0.5, "How strongly a word with a minus pushes away.", label="Weight of a minus word", minimum=0, maximum=2
    )


@dataclass(frozen=True, slots=True)
class ComputeConfig:
    """Where the model runs."""

    device: str = setting("auto", "Device for the model.", label="Device", choices=("auto", "cpu", "cuda", "mps"))
    threads: int = setting(
        0, "CPU threads for the model; 0 chooses by the cores.", label="Threads", minimum=0, maximum=256
    )
    precision: str = setting(
        "float32",
        "Arithmetic for pictures; bfloat16 is quicker where the device has it, and finds a little less well.",
        label="Arithmetic",
        choices=("float32", "bfloat16"),
    )


@dataclass(frozen=True, slots=True)
class AppearanceConfig:
    """How the window looks."""

    language: str = setting(
        "system",
        "Language of the window; system takes the desktop's.",
        label="Language",
        choices=("system", "en", "de", "zh"),
    )
    theme: str = setting("system", "Colour theme.", label="Theme", choices=("system", "light", "dark"))
    cell_px: int = setting(220, "Width of one result in the grid.", label="Size of a result", minimum=96, maximum=512)
    heat_opacity: float = setting(
        0.55, "Opacity of a heat map over its picture.", label="Opacity of heat maps", minimum=0, maximum=1
    )
    motion: str = setting(
        "system",
        "Whether heat maps fade into each other; off changes them at once, system does what the desktop asks for.",
        label="Movement",
        choices=("system", "on", "off"),
    )


@dataclass(frozen=True, slots=True)
class DesktopConfig:
    """How Evoke behaves on the desktop."""

    tray: str = setting(
        "on",
        "A small icon beside the clock that says what Evoke does.",
        label="Icon beside the clock",
        choices=("on", "off"),
    )
    when_closed: str = setting(
        "quit",
        "What happens when the window is closed: Evoke ends, or goes on watching the folders beside the clock.",
        label="When the window is closed",
        choices=("quit", "stay"),
    )
    notify: str = setting(
        "on",
        "Say so when something long has ended while another window is in front.",
        label="Notifications",
        choices=("on", "off"),
    )


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, one section per owner."""

    decoding: DecodingConfig = field(default_factory=DecodingConfig, metadata={"label": "Opening files"})
    sampling: SamplingConfig = field(default_factory=SamplingConfig, metadata={"label": "Frames of clips"})
    indexing: IndexingConfig = field(default_factory=IndexingConfig, metadata={"label": "Index"})
    watching: WatchingConfig = field(default_factory=WatchingConfig, metadata={"label": "Watching folders"})
    politeness: PolitenessConfig = field(default_factory=PolitenessConfig, metadata={"label": "Being polite"})
    search: SearchConfig = field(default_factory=SearchConfig, metadata={"label": "Searching"})
    compute: ComputeConfig = field(default_factory=ComputeConfig, metadata={"label": "Model"})
    appearance: AppearanceConfig = field(default_factory=AppearanceConfig, metadata={"label": "Appearance"})
    desktop: DesktopConfig = field(default_factory=DesktopConfig, metadata={"label": "Desktop"})


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


def describe_sections(root: type[DataclassInstance] = Config) -> tuple[SectionInfo, ...]:
    """List the sections in their order."""
    classes = get_type_hints(root)
    return tuple(
        SectionInfo(item.name, item.metadata["label"], (classes[item.name].__doc__ or "").partition("\n")[0])
        for item in dataclasses.fields(root)
    )


def describe(root: type[DataclassInstance] = Config) -> tuple[FieldInfo, ...]:
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


def default_library_dir() -> Path:
    """Where the library lives unless told otherwise: `EVOKE_LIBRARY`, or the platform's data folder."""
    chosen = os.environ.get("EVOKE_LIBRARY")
    return Path(chosen).expanduser() if chosen else _user_data_dir()


def shipped_settings_path() -> Path:
    """Where whoever packages Evoke sets other defaults than those in the code."""
    return Path(__file__).resolve().parents[1] / "resources" / "defaults.toml"


def user_settings_path() -> Path:
    """Where the person's own settings are kept; the file holds only differences from the defaults."""
    import platformdirs  # only where it is asked for: a machine that does nothing but train may lack it

    return platformdirs.user_config_path("Evoke", appauthor=False) / "settings.toml"


def user_models_dir() -> Path:
    """Where checkpoints beside the embedded one are kept."""
    return _user_data_dir() / "models"


def _user_data_dir() -> Path:
    import platformdirs

    return platformdirs.user_data_path("Evoke", appauthor=False)


def load_for_user() -> Config:
    """Read the settings in force: the shipped defaults, then the person's file.

    Raises:
        BadConfig: A file cannot be read or is not TOML, or a value has the wrong type or is out of bounds.
    """
    return load(shipped_settings_path(), user_settings_path())


def load_leniently_for_user() -> tuple[Config, tuple[BadConfig, ...]]:
    """Read the settings in force as `load_for_user`, leaving out what cannot be used; say what that is."""
    return load_leniently(shipped_settings_path(), user_settings_path())


def load_leniently(*files: Path) -> tuple[Config, tuple[BadConfig, ...]]:
    """Read settings as `load`; a value that is not allowed is left out and named, and costs none of the others."""
    config, mistakes = Config(), []
    for path in files:
        try:
            tables = read_toml(path) if path.is_file() else {}
        except BadConfig as error:
            mistakes.append(error)
            continue
        for name, value in tables.items():
            entries = value.items() if isinstance(value, Mapping) and value else [(None, value)]
            for key, entry in entries:
                try:
                    config = override(config, {name: value if key is None else {key: entry}}, source=path)
                except BadConfig as error:
                    mistakes.append(error)
    return config, tuple(mistakes)


def is_of_newer_version(path: Path) -> bool:
    """Whether a newer Evoke wrote this settings file; it is then read as far as it is known, and never written."""
    try:
        version = read_toml(path).get("schema_version") if path.is_file() else None
    except BadConfig:
        return False
    return isinstance(version, int) and version > SCHEMA_VERSION


def load(*files: Path) -> Config:
    """Read settings from TOML files, later files over earlier ones; files that are absent are skipped.

    Raises:
        BadConfig: A file cannot be read or is not TOML, or a value has the wrong type or is out of bounds.
    """
    config = Config()
    for path in files:
        if path.is_file():
            config = override(config, read_toml(path), source=path)
    return config


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


def read_toml(path: Path) -> dict[str, Any]:
    """Read a settings file as nested tables.

    Raises:
        BadConfig: It cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows editors write a byte order mark
    except OSError as error:
        raise BadConfig(f"The settings file {path} cannot be read: {error.strerror}.", path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"The settings file {path} is not valid TOML: {error}.", path=path) from error


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
