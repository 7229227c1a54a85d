"""Every setting once: default, bounds and one sentence of help.

The command line, the settings dialog and the README table are made from these fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.setting_fields import setting


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
