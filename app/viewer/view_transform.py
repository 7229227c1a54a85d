"""Zoom and pan as plain arithmetic: where a picture lies in the view."""

from __future__ import annotations

from dataclasses import dataclass, replace

MAX_SCALE = 16.0


@dataclass(frozen=True, slots=True)
class ViewTransform:
    """Places a picture of `picture` pixels in a view of `view` device pixels.

    Attributes:
        picture: Width and height of the whole upright original in pixels.
        view: Width and height of the view in device pixels.
        scale: Device pixels per pixel of the original; None keeps the picture fitted.
        center: The point of the picture in the middle of the view, as shares of width and height.
    """

    picture: tuple[float, float] = (1.0, 1.0)
    view: tuple[float, float] = (1.0, 1.0)
    scale: float | None = None
    center: tuple[float, float] = (0.5, 0.5)

    @property
    def fit_scale(self) -> float:
        """Scale at which the whole picture just fits; never enlarges beyond four times."""
        return min(self.view[0] / self.picture[0], self.view[1] / self.picture[1], 4.0)

    @property
    def effective_scale(self) -> float:
        """The scale in force."""
        return self.fit_scale if self.scale is None else self.scale

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is shown and follows the size of the view."""
        return self.scale is None

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the picture in the view."""
        width, height = self.picture[0] * self.effective_scale, self.picture[1] * self.effective_scale
        return (
            _edge(self.view[0], width, self.center[0]),
            _edge(self.view[1], height, self.center[1]),
            width,
            height,
        )

    def fitted(self) -> ViewTransform:
        """Show the whole picture."""
        return replace(self, scale=None, center=(0.5, 0.5))

    def zoomed(self, scale: float, anchor: tuple[float, float]) -> ViewTransform:
        """Zoom to `scale` so that what lies under `anchor` (in the view) stays there; too small becomes fitted."""
        scale = min(scale, MAX_SCALE)
        if scale <= self.fit_scale * 1.001:
            return self.fitted()
        left, top, width, height = self.rect
        share = ((anchor[0] - left) / width, (anchor[1] - top) / height)
        size = (self.picture[0] * scale, self.picture[1] * scale)
        center = (
            share[0] + (self.view[0] / 2 - anchor[0]) / size[0],
            share[1] + (self.view[1] / 2 - anchor[1]) / size[1],
        )
        return replace(self, scale=scale, center=center)._clamped()

    def panned(self, dx: float, dy: float) -> ViewTransform:
        """Move the picture by that many device pixels, as far as its edges allow."""
        _, _, width, height = self.rect
        center = (self.center[0] - dx / width, self.center[1] - dy / height)
        return replace(self, center=center)._clamped()

    def resized(self, view: tuple[float, float]) -> ViewTransform:
        """Show the same in a view of another size."""
        return replace(self, view=(max(1.0, view[0]), max(1.0, view[1])))._clamped()

    def _clamped(self) -> ViewTransform:
        """Keep the centre where the picture covers the view, or in the middle where it is smaller than the view."""
        _, _, width, height = self.rect
        return replace(
            self, center=(_clamp(self.center[0], self.view[0], width), _clamp(self.center[1], self.view[1], height))
        )


def _edge(view: float, length: float, center: float) -> float:
    return view / 2 - center * length


def _clamp(center: float, view: float, length: float) -> float:
    if length <= view:
        return 0.5
    half = view / 2 / length
    return min(1 - half, max(half, center))
