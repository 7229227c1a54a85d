import dataclasses

import pytest
import torch

from engine.cots.presets import COTS_BASE, EMBEDDED, TINY
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch
from engine.training.embedded.contrastive_task import ContrastiveModule
from tests.helpers.tiny_cots import tiny_model

# The embedded architecture with its transformers cut down; its backbone has one size only.
SMALL_HYBRID = dataclasses.replace(
    EMBEDDED,
    image=dataclasses.replace(EMBEDDED.image, width=32, depth=1, heads=2, input_px=64),
    text=TINY.text,
    dense=dataclasses.replace(EMBEDDED.dense, grid=4, width=16) if EMBEDDED.dense else None,
)


@pytest.mark.parametrize("config", [TINY, SMALL_HYBRID], ids=["vit", "hybrid"])
def test_embeddings_of_any_tower_have_unit_length(config: object) -> None:
    model = tiny_model(config=config)  # type: ignore[arg-type]  # parametrised
    side = model.config.image.input_px
    global_emb, patch_emb = model.embed_patches(torch.randn(3, 3, side, side))
    texts = model.embed_texts(torch.tensor([[2, 5, 3], [2, 6, 3]]), torch.ones(2, 3, dtype=torch.long))
    grid = model.config.dense.grid if model.config.dense else 0
    assert patch_emb.shape == (3, grid, grid, model.config.embedding_dim)
    for vectors in (global_emb, patch_emb, texts):
        torch.testing.assert_close(vectors.norm(dim=-1), torch.ones(vectors.shape[:-1]))


def test_embed_patches_without_dense_head_uses_the_towers_grid() -> None:
    model = tiny_model(config=dataclasses.replace(TINY, dense=None))
    global_emb, patch_emb = model.embed_patches(torch.randn(2, 3, 32, 32))
    assert patch_emb.shape == (2, 4, 4, TINY.embedding_dim)
    assert global_emb.shape == (2, TINY.embedding_dim)


def test_embeddings_when_training_heads_are_deleted_are_the_same() -> None:
    model = tiny_model()
    pictures, ids = torch.randn(2, 3, 32, 32), torch.tensor([[2, 5, 6, 3]])
    wrapped = ContrastiveModule(model, start_temperature=0.07)
    before = (wrapped.model.embed_images(pictures), wrapped.model.embed_texts(ids, torch.ones_like(ids)))
    del wrapped.log_scale, wrapped.class_log_scale
    model.dense_head = None
    after = (model.embed_images(pictures), model.embed_texts(ids, torch.ones_like(ids)))
    assert all(torch.equal(one, other) for one, other in zip(before, after, strict=True))


def test_embed_patches_gives_the_same_global_embedding_as_embed_images() -> None:
    model = tiny_model()
    pictures = torch.randn(2, 3, 32, 32)
    torch.testing.assert_close(model.embed_patches(pictures).global_emb, model.embed_images(pictures))


def test_streams_never_cross_texts_leave_images_untouched() -> None:
    model = tiny_model()
    pictures = torch.randn(2, 3, 32, 32)
    before = model.embed_images(pictures)
    with torch.no_grad():
        for parameter in [*model.text_tower.parameters(), *model.text_proj.parameters()]:
            parameter.zero_()
    assert torch.equal(model.embed_images(pictures), before)


def test_unknown_tower_kind_is_refused() -> None:
    config = dataclasses.replace(TINY, image=dataclasses.replace(TINY.image, kind="fourier"))
    with pytest.raises(CheckpointMismatch, match="fourier"):
        TwoStream(config)


def test_cots_base_on_the_meta_device_has_the_papers_shapes() -> None:
    with torch.device("meta"):
        model = TwoStream(COTS_BASE)
        global_emb = model.embed_images(torch.zeros(1, 3, 384, 384))
    assert global_emb.shape == (1, 256)
    assert model.text_proj.weight.shape == (256, 768)
