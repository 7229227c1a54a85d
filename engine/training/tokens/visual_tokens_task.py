"""Training our discrete VAE: Gumbel-softmax over a codebook that is kept in use.

Three phases, so that a few minutes on a processor suffice:

1. encoder and decoder learn without a codebook between them;
2. the codebook starts as cluster centres of what the encoder says (`code_clusters.sphere_centres`);
3. a code is drawn for every cell by the Gumbel-softmax trick (Jang et al. 2017), hard, with the gradient of the soft
   weights; the sampling temperature falls to zero, where the draw is the argmax that `codes` takes.

The loss is the squared and the absolute error of the pixels and, with a small weight, the codebook's idleness: log V
minus the entropy of the codes' mean probability in the batch, 0 where all codes are used alike. Codes that nothing is
nearest to are moved to where the encoder's vectors are, until the last third of the run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.cots.visual_tokens import DiscreteVae
from engine.errors import CheckpointMismatch
from engine.training.loop.precision import full_precision
from engine.training.tokens.code_clusters import sphere_centres
from engine.training.tokens.code_usage import measure_tokens
from engine.training.tokens.token_pictures import Squares, random_views

_SQUARED_WEIGHT = 10.0
_ABSOLUTE_WEIGHT = 2.0
_CLUSTER_ROUNDS = 6
_CLUSTER_BATCHES = 5


@dataclass(frozen=True, slots=True)
class TokenPlan:
    """Every number that decides the objective.

    Attributes:
        steps: Steps of the run.
        cells: Cells of 8 x 8 pixels a step, about.
        sizes_px: Sides of the pictures; a step takes the next one.
        whole_share: Share of views that show the whole picture.
        free_share: Share of the steps without a codebook.
        temperature: Of sampling, at first; it falls linearly to zero at `settled_share` of the steps.
        settled_share: Share of the steps after which codes are no longer sampled or moved.
        idle_weight: Of the codebook's idleness.
        revive_every: Steps between looks for codes that are not used.
        measured_px: Sides at which whole held-out pictures are measured.
        seed: Of everything random.
    """

    steps: int = 2000
    cells: int = 3136
    sizes_px: tuple[int, ...] = (56, 56, 112, 56, 64, 96, 48, 80)
    whole_share: float = 0.35
    free_share: float = 0.2
    temperature: float = 0.3
    settled_share: float = 0.7
    idle_weight: float = 0.1
    revive_every: int = 20
    measured_px: tuple[int, ...] = (56, 112)
    seed: int = 2022

    @property
    def free_steps(self) -> int:
        """Steps without a codebook."""
        return round(self.free_share * self.steps)

    def temperature_at(self, step: int) -> float:
        """Return the sampling temperature of a step, counted from 0."""
        first, last = self.free_steps, self.settled_share * self.steps
        return self.temperature * min(1.0, max(0.0, (last - step) / max(1.0, last - first)))


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """What one step learns from.

    Attributes:
        step: Of the run, from 0.
        pictures: (B, 3, S, S) in [0, 1].
        noise: (B * n * n, vocabulary) Gumbel noise times the temperature; None where nothing is drawn.
    """

    step: int
    pictures: Tensor
    noise: Tensor | None

    @property
    def size(self) -> int:
        """1: the idleness is of the whole batch, so it is not divided."""
        return 1


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the last step's encoder said."""

    vectors: Tensor
    counts: Tensor


class VisualTokensTask:
    """Implements `task_protocol.Task` on pictures alone."""

    def __init__(
        self, vae: DiscreteVae, squares: Squares, held_out: Squares, plan: TokenPlan, steps_per_epoch: int
    ) -> None:
        self.module = vae
        self.steps_per_epoch = steps_per_epoch
        self._squares = squares
        self._held_out = held_out
        self._plan = plan
        self._counts = torch.zeros(vae.vocabulary, dtype=torch.int64)
        self._seen: _Seen | None = None

    def prepare(self, epoch: int, step: int) -> TokenBatch:
        """Draw the views of a step, and the noise its codes are drawn with."""
        plan, number = self._plan, epoch * self.steps_per_epoch + step
        pictures = self._views(number, plan.sizes_px[number % len(plan.sizes_px)])
        temperature = plan.temperature_at(number)
        noise = None
        if number >= plan.free_steps and temperature > 0:
            generator = torch.Generator().manual_seed(_seed_of(plan.seed, number, 1))
            rows = pictures.shape[0] * (pictures.shape[-1] // self.module.patch_px) ** 2
            uniform = torch.rand(rows, self.module.vocabulary, generator=generator)
            noise = uniform.clamp_(1e-7, 1 - 1e-7).log_().neg_().log_().mul_(-temperature).to(self._device)
        return TokenBatch(number, pictures.to(self._device), noise)

    def losses(self, batch: TokenBatch, part: slice) -> Mapping[str, Tensor]:
        """Return `pixels` and, once there is a codebook, `idleness`."""
        del part  # the batch is one
        vae = self.module
        vectors = vae.directions(batch.pictures)
        if batch.step < self._plan.free_steps:
            self._seen = None
            return {"pixels": _pixel_loss(vae.pixels(vectors), batch.pictures)}
        with full_precision(vectors):
            scores = vae.scores(vectors.float())
            soft = scores.softmax(dim=1)
            mean = soft.mean(dim=(0, 2, 3))
            idleness = math.log(vae.vocabulary) + (mean * (mean + 1e-9).log()).sum()
            chosen = _drawn_codes(scores.detach(), batch.noise)
            hard = functional.one_hot(chosen, vae.vocabulary).permute(0, 3, 1, 2).to(soft.dtype)
            weights = hard + soft - soft.detach()
        self._remember(vectors, scores)
        return {
            "pixels": _pixel_loss(vae.blend(weights), batch.pictures),
            "idleness": self._plan.idle_weight * idleness,
        }

    def finish(self, batch: TokenBatch) -> Mapping[str, float]:
        """Make the codebook after the last free step; later, move codes that were not used for a while."""
        plan, done = self._plan, batch.step + 1
        if done == plan.free_steps:
            self._start_codebook()
        if self._seen is None:
            return {}
        self._counts += self._seen.counts
        if done % plan.revive_every or done > plan.settled_share * plan.steps:
            return {"temperature": plan.temperature_at(batch.step)}
        is_idle = self._counts == 0
        self._move(is_idle, self._seen.vectors, torch.Generator().manual_seed(_seed_of(plan.seed, batch.step, 2)))
        self._counts.zero_()
        return {"temperature": plan.temperature_at(batch.step), "idle_codes": float(is_idle.sum())}

    def measure(self) -> Mapping[str, float]:
        """Measure usage and reconstruction on the held-out pictures, whole, at every size of the plan."""
        figures: dict[str, float] = {}
        for side in self._plan.measured_px:
            figures |= measure_tokens(self.module, self._held_out.at(side))
        return figures

    def state(self) -> dict[str, Tensor]:
        """Return how often each code was used since idle codes were last moved."""
        return {"code_counts": self._counts.clone()}

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Take back what `state` returned.

        Raises:
            CheckpointMismatch: It is of another codebook.
        """
        counts = state.get("code_counts")
        if counts is None or counts.shape != self._counts.shape or set(state) != {"code_counts"}:
            raise CheckpointMismatch("The saved state belongs to a visual tokenizer with another codebook.")
        self._counts = counts.clone()

    @property
    def _device(self) -> torch.device:
        return self.module.codebook.device

    def _views(self, number: int, side_px: int) -> Tensor:
        plan = self._plan
        count = max(1, plan.cells // (side_px // self.module.patch_px) ** 2)
        rng = np.random.default_rng([plan.seed, number, 0])
        return random_views(self._squares, count, side_px, rng, plan.whole_share)

    def _remember(self, vectors: Tensor, scores: Tensor) -> None:
        rows = vectors.detach().float().permute(0, 2, 3, 1).flatten(0, 2)
        best = scores.detach().argmax(dim=1).flatten()
        self._seen = _Seen(rows, torch.bincount(best, minlength=self.module.vocabulary).cpu())

    @torch.no_grad()
    def _start_codebook(self) -> None:
        side = self._plan.sizes_px[0]
        said = [
            self.module.directions(self._views(self._plan.steps + extra, side).to(self._device))
            for extra in range(_CLUSTER_BATCHES)
        ]
        vectors = torch.cat([vectors.float().permute(0, 2, 3, 1).flatten(0, 2) for vectors in said])
        generator = torch.Generator().manual_seed(_seed_of(self._plan.seed, 0, 3))
        self.module.codebook.copy_(sphere_centres(vectors, self.module.vocabulary, _CLUSTER_ROUNDS, generator))

    @torch.no_grad()
    def _move(self, is_idle: Tensor, vectors: Tensor, generator: torch.Generator) -> None:
        rows = torch.randint(len(vectors), (int(is_idle.sum()),), generator=generator)
        self.module.codebook[is_idle.to(self._device)] = vectors[rows.to(self._device)]


def _pixel_loss(reconstructions: Tensor, pictures: Tensor) -> Tensor:
    error = reconstructions.float() - pictures
    return _SQUARED_WEIGHT * error.pow(2).mean() + _ABSOLUTE_WEIGHT * error.abs().mean()


def _drawn_codes(scores: Tensor, noise: Tensor | None) -> Tensor:
    """Draw (B, n, n) codes from scores (B, V, n, n): the argmax of scores and noise is a draw from their softmax."""
    rows = scores.permute(0, 2, 3, 1)
    return (rows if noise is None else rows + noise.view(rows.shape)).argmax(dim=-1)


def _seed_of(seed: int, step: int, purpose: int) -> int:
    return int(np.random.default_rng([seed, step, purpose]).integers(2**63))
