"""When indexing gives way to the person and the machine: rules over what is known of both, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.config import PolitenessConfig
from engine.library_records import IndexHold

LOW_PERCENT: Final = 40.0  # of a battery, below which indexing waits
ACTIVE_S: Final = 60.0  # somebody who touched something so long ago is at the computer
BUSY_SHARE: Final = 0.5  # of all processors used by others, where nobody can tell whether somebody is there
SLOW_SHARE: Final = 1.0  # of the time worked that is rested where it is to go slowly


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the computer now; None for what it does not tell.

    Attributes:
        on_battery: Whether it runs on battery.
        battery_percent: How full that is.
        idle_s: Since when nobody has touched keyboard or mouse.
        others_share: How much of all processors others use, 0 to 1.
    """

    on_battery: bool | None = None
    battery_percent: float | None = None
    idle_s: float | None = None
    others_share: float | None = None

    @property
    def somebody_is_there(self) -> bool:
        """Whether somebody uses the computer, as far as anybody can tell."""
        if self.idle_s is not None:
            return self.idle_s < ACTIVE_S
        return self.others_share is not None and self.others_share > BUSY_SHARE


def reason_to_wait(config: PolitenessConfig, around: Surroundings, now: datetime) -> IndexHold | None:
    """Return why indexing has to wait, None where it need not."""
    if not _is_within_hours(config, now):
        return IndexHold.HOURS
    if around.on_battery and _battery_forbids(config, around.battery_percent):
        return IndexHold.BATTERY
    if config.when_active == "wait" and around.somebody_is_there:
        return IndexHold.ACTIVE
    return None


def rest_share(config: PolitenessConfig, around: Surroundings) -> float:
    """Return for how much of the time it works indexing rests, so that others come first."""
    return SLOW_SHARE if config.when_active == "slow" and around.somebody_is_there else 0.0


def _battery_forbids(config: PolitenessConfig, percent: float | None) -> bool:
    if config.on_battery == "low":
        return percent is not None and percent < LOW_PERCENT
    return config.on_battery == "wait"


def _is_within_hours(config: PolitenessConfig, now: datetime) -> bool:
    """Whether the hour is one of those; from 22 to 6 goes over midnight, and from 0 to 24 or 5 to 5 is all day."""
    first, end, hour = config.from_hour, config.until_hour, now.hour
    if first % 24 == end % 24:
        return True
    return first <= hour < end if first < end else hour >= first or hour < end
