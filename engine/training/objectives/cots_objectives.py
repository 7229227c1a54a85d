"""The loss terms of COTS for a part of a step: one value per pair and term, from the towers' outputs."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.cots.masked_heads import MaskedHeads
from engine.cots.two_stream import TwoStream
from engine.cots.vision import MaskedCells
from engine.training.data.caption_feed import FedCaptions
from engine.training.data.picture_feed import FedPictures
from engine.training.loop.precision import full_precision
from engine.training.objectives.key_table import KeyTable
from engine.training.objectives.losses import info_nce, masked_prediction_loss, ranking_loss, retrieval_kl
from engine.training.recipe import ObjectivesConfig, Recipe


@dataclass(frozen=True, slots=True)
class CotsBatch:
    """One process' share of a step.

    Attributes:
        size: Pictures, b.
        captions: Captions of every picture, c; pair p shows picture p // c.
        pictures: The pictures as fed.
        keep: (b, K) int64, the cells seen in the contrastive pass; None for all.
        texts: The b * c captions, as they are and masked.
        keys: Every key of the step and the queue.
        own: (b * c,) int64, each pair's key in that table.
        weights: (b * c,) of each pair in the step's mean: 1 over the pairs kept by all processes, or 0.
        dropped: Share of the whole step's pairs that the filter left out.
    """

    size: int
    captions: int
    pictures: FedPictures
    keep: Tensor | None
    texts: FedCaptions
    keys: KeyTable
    own: Tensor
    weights: Tensor
    dropped: float


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the online towers make of b pictures and p = b * c captions: pooled (., W) and unit vectors (., D)."""

    image_pooled: Tensor
    image_emb: Tensor
    text_pooled: Tensor
    text_emb: Tensor


def pair_losses(
    model: TwoStream, heads: MaskedHeads | None, scale: Tensor, batch: CotsBatch, part: slice, recipe: Recipe
) -> dict[str, Tensor]:
    """Return the unweighted terms that the recipe switches on, (p,) each, for the pictures `part` of a batch.

    Args:
        model: The online towers.
        heads: The heads of the token level, where it is on.
        scale: Scalar, the inverse temperature.
        batch: The step.
        part: Which pictures.
        recipe: Which terms.
    """
    objectives = recipe.objectives
    pairs = slice(part.start * batch.captions, part.stop * batch.captions)
    encoded = _encode(model, batch, part, pairs)
    with full_precision(encoded.image_emb):
        terms = _retrieval_terms(encoded, batch, pairs, scale, objectives)
    if heads is not None and objectives.masked_images > 0:
        terms["masked_images"] = _masked_images(model, heads, encoded, batch, part)
    if heads is not None and batch.texts.masked_ids is not None:
        terms |= _masked_texts(model, heads, encoded, batch, pairs, objectives)
    return terms


def _encode(model: TwoStream, batch: CotsBatch, part: slice, pairs: slice) -> Encoded:
    tower = model.image_tower
    clean = batch.pictures.clean[part]
    keep = None if batch.keep is None else batch.keep[part]
    image_pooled = tower.upper(clean if batch.pictures.is_lowered else tower.lower(clean), keep=keep).pooled
    text_pooled = batch.texts.read(model.text_tower, pairs)
    with full_precision(image_pooled):
        image_emb = model.project_images(image_pooled.float())
        text_emb = model.project_texts(text_pooled.float())
    return Encoded(image_pooled, image_emb, text_pooled, text_emb)


def _retrieval_terms(
    encoded: Encoded, batch: CotsBatch, pairs: slice, scale: Tensor, objectives: ObjectivesConfig
) -> dict[str, Tensor]:
    """Instance level and task level: both read the same two lists of similarities."""
    keys, own = batch.keys, batch.own[pairs]
    roles = keys.roles(own)
    images = encoded.image_emb.repeat_interleave(batch.captions, dim=0)
    logits_i2t = scale * images @ keys.text_emb.T  # (p, C)
    logits_t2i = scale * encoded.text_emb @ keys.image_emb.T
    terms: dict[str, Tensor] = {}
    if objectives.contrast > 0:
        terms["contrast"] = info_nce(logits_i2t, roles.positives, roles.excluded) + info_nce(
            logits_t2i, roles.positives, roles.excluded
        )
    if objectives.alignment > 0:
        terms["alignment"] = retrieval_kl(logits_i2t, logits_t2i, roles.excluded)
    if objectives.intra_text > 0:
        other = keys.neighbour_roles(own, batch.captions)
        terms["intra_text"] = info_nce(scale * encoded.text_emb @ keys.text_emb.T, other.positives, other.excluded)
    return terms


def _masked_images(model: TwoStream, heads: MaskedHeads, encoded: Encoded, batch: CotsBatch, part: slice) -> Tensor:
    """Predict the visual tokens of hidden cells from what is seen around them and the first caption as a whole."""
    pictures, tower = batch.pictures, model.image_tower
    if pictures.masked is None or pictures.cells is None or pictures.codes is None:
        raise ValueError("the pictures were fed without masks")
    masked, cells = pictures.masked[part], pictures.cells[part]
    if not pictures.is_lowered:
        masked = tower.lower(masked)
    tokens = tower.upper(masked, masked=MaskedCells(cells, heads.mask_token)).tokens[:, 1:]  # (b, N, W)
    owners = cells.nonzero()[:, 0]  # (M,)
    logits = heads.image_logits(tokens[cells], encoded.text_pooled[:: batch.captions][owners])
    per_picture = masked_prediction_loss(logits.float(), pictures.codes[part][cells], owners, len(cells))
    return per_picture.repeat_interleave(batch.captions)


def _masked_texts(
    model: TwoStream,
    heads: MaskedHeads,
    encoded: Encoded,
    batch: CotsBatch,
    pairs: slice,
    objectives: ObjectivesConfig,
) -> dict[str, Tensor]:
    """Predict hidden words from their neighbours and the picture as a whole; rank a caption above its masked copy."""
    texts, tower = batch.texts, model.text_tower
    if texts.masked_ids is None or texts.selected is None:
        raise ValueError("the captions were fed without masks")
    mask, selected = texts.mask[pairs], texts.selected[pairs]
    hidden = tower.hidden(texts.masked_ids[pairs], mask)  # (p, L, W)
    terms: dict[str, Tensor] = {}
    if objectives.masked_texts > 0:
        owners = selected.nonzero()[:, 0]
        globals_ = encoded.image_pooled[torch.div(owners, batch.captions, rounding_mode="floor")]
        logits = heads.text_logits(hidden[selected], globals_, tower.word_embedding)
        targets = texts.token_ids[pairs][selected]
        terms["masked_texts"] = masked_prediction_loss(logits.float(), targets, owners, len(mask))
    if objectives.ranking > 0:
        with full_precision(hidden):
            images = encoded.image_emb.repeat_interleave(batch.captions, dim=0)
            masked_emb = model.project_texts(tower.pool(hidden, mask).float())
            full, poorer = (images * encoded.text_emb).sum(dim=1), (images * masked_emb).sum(dim=1)
            terms["ranking"] = ranking_loss(full, poorer, objectives.ranking_margin)
    return terms
