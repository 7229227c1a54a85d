"""How densely clips are looked at: three steps around what the settings say, chosen for each library."""

from __future__ import annotations

import dataclasses
from typing import Final

from engine.config import Config, SamplingConfig
from engine.library_records import Density
from engine.store import Store

_NOTE: Final = "density"
_WIDER: Final = {Density.SPARSE: 4.0, Density.NORMAL: 1.0, Density.DENSE: 1 / 3}
_INTERVAL_BOUNDS: Final = (0.04, 60.0)
_FRAMES_BOUNDS: Final = (1, 20_000)


def density_of(store: Store) -> Density:
    """Return the density a library was given, the usual one where it was given none."""
    try:
        return Density(store.notes.get(_NOTE) or Density.NORMAL)
    except ValueError:  # of another version
        return Density.NORMAL


def choose_density(store: Store, density: Density) -> None:
    """Look at clips with this density from now on; those that are known keep the frames they have."""
    with store.write() as tx:
        store.notes.put(tx, _NOTE, "" if density is Density.NORMAL else density.value)


def sampling_with(config: SamplingConfig, density: Density) -> SamplingConfig:
    """Return how clips are sampled with a density."""
    factor = _WIDER[density]
    interval_s = min(_INTERVAL_BOUNDS[1], max(_INTERVAL_BOUNDS[0], config.interval_s * factor))
    most = min(_FRAMES_BOUNDS[1], max(_FRAMES_BOUNDS[0], round(config.max_frames / factor)))
    return dataclasses.replace(config, interval_s=interval_s, max_frames=most)


def in_force(store: Store, config: Config) -> SamplingConfig:
    """Return how the clips of a library are sampled now."""
    return sampling_with(config.sampling, density_of(store))
