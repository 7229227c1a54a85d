"""Watches how long the window's event loop is held up: a gap means that something blocked the GUI thread."""

from __future__ import annotations

import logging

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

INTERVAL_MS = 20
LOGGED_FROM_MS = 150
_KEPT_GAPS = 100_000

_log = logging.getLogger(__name__)


class LoopWatch(QObject):
    """Ticks while it lives; what comes late by more than `LOGGED_FROM_MS` is logged, once a tick."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gaps_ms: list[int] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def gaps_ms(self) -> tuple[int, ...]:
        """How late each tick was, oldest first; only the newest are kept."""
        return tuple(self._gaps_ms)

    def start(self) -> None:
        """Begin to watch."""
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        """No longer watch."""
        self._timer.stop()

    def _on_tick(self) -> None:
        late_ms = max(0, self._clock.restart() - INTERVAL_MS)
        self._gaps_ms.append(late_ms)
        if len(self._gaps_ms) > _KEPT_GAPS:
            del self._gaps_ms[: _KEPT_GAPS // 2]
        if late_ms >= LOGGED_FROM_MS:
            _log.info("The event loop was held up for %d ms.", late_ms)
