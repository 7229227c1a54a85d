"""What indexing costs one library: told before, chosen by density, and learned from what it took."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from engine.config import Config
from engine.cots.protocol import Encoder
from engine.jobs import CancelToken
from engine.library.cost_estimate import density_costs, estimate_cost
from engine.library.densities import choose_density
from engine.library.index_speed import known_speed, remember_speed, with_run
from engine.library_records import Density, IndexEstimate, IndexReport
from engine.records import SpaceId
from engine.store import Store

_ENOUGH_S: Final = 4.0  # a shorter run says little


class Costs:
    """The costs of one library; nothing here changes what can be found but `set_density` with `again`."""

    def __init__(self, store: Store, config: Config, use: Callable[[], tuple[SpaceId, Encoder]]) -> None:
        """Take the store, the settings, and what gives the space in use and its encoder."""
        self._store = store
        self._config = config
        self._use = use
        self._said: dict[tuple[Path, ...], IndexEstimate] = {}

    def estimate(self, paths: Sequence[Path], *, cancel: CancelToken) -> IndexEstimate:
        """Say what indexing these paths would cost; see `estimate_cost`."""
        space_id, encoder = self._use()
        said = estimate_cost(self._store, space_id, encoder, self._config, paths, cancel=cancel)
        self._said = {tuple(paths): said}
        return said

    def density_costs(self, *, cancel: CancelToken | None = None) -> IndexEstimate:
        """Say what looking at all clips again would cost with each density."""
        space_id, encoder = self._use()
        return density_costs(self._store, space_id, encoder, self._config, cancel=cancel or CancelToken())

    def set_density(self, density: Density, again: bool = False) -> int:  # as it is asked for
        """Look at clips with this density from now on; return how many known ones the next update looks at again.

        Without `again` these keep the frames they have.
        """
        space_id, _ = self._use()
        choose_density(self._store, density)
        clips = list(self._store.media.clip_lengths(space_id)) if again else []
        with self._store.write() as tx:
            self._store.vectors.mark_incomplete(tx, space_id, clips)
        return len(clips)

    def learn(self, paths: Sequence[Path], report: IndexReport, waited_s: float) -> None:
        """Hold what a run took against what was said before it."""
        said = self._said.pop(tuple(paths), None)
        took_s = report.seconds - waited_s
        if said is None or not said.is_measured or max(said.seconds, took_s) < _ENOUGH_S:
            return
        if report.embedded < 0.9 * (said.photos + said.clips):
            return  # copies, or files that came and went: not what was spoken of
        chosen = next((cost for cost in said.densities if cost.density is said.density), None)
        _, encoder = self._use()
        speed = with_run(known_speed(self._store, encoder), chosen.seconds if chosen else said.seconds, took_s)
        remember_speed(self._store, encoder, speed)
