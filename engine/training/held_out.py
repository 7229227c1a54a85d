"""Recall@K on held-out pairs while training; the published figures come from the evaluation command."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def recall_both_ways(
    image_emb: NDArray[np.float32], text_emb: NDArray[np.float32], owners: NDArray[np.int64]
) -> dict[str, float]:
    """Return Recall@1/5/10 in percent, text to image and image to text.

    Args:
        image_emb: (N, D) unit vectors.
        text_emb: (M, D) unit vectors.
        owners: (M,) the image of each text.
    """
    scores = text_emb @ image_emb.T  # (M, N)
    own = scores[np.arange(len(owners)), owners]
    t2i = (scores >= own[:, None]).sum(axis=1) - 1  # ties count against us
    best_own = np.full(len(image_emb), -np.inf, np.float32)
    np.maximum.at(best_own, owners, own)
    is_foreign = owners[:, None] != np.arange(len(image_emb))[None, :]
    i2t = ((scores >= best_own[None, :]) & is_foreign).sum(axis=0)
    ranks = {"t2i": t2i, "i2t": i2t}
    return {f"{way}_R@{k}": 100.0 * float((rank < k).mean()) for way, rank in ranks.items() for k in (1, 5, 10)}
