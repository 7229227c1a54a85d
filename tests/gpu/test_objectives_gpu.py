import dataclasses

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.masked_heads import MaskedHeads
from engine.cots.momentum import MomentumTwin
from engine.cots.presets import TINY, TwoStreamConfig
from engine.cots.queues import PairQueue
from engine.cots.vision import MaskedCells
from engine.training.objectives.losses import info_nce, masked_prediction_loss, ranking_loss, retrieval_kl
from engine.training.objectives.noise_filter import keep_pairs
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device"),
]

HYBRID = dataclasses.replace(SMALL_HYBRID, image=dataclasses.replace(SMALL_HYBRID.image, input_px=96))
CODES = 11


def unit(seed: int, count: int, dim: int = 16) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return functional.normalize(torch.randn(count, dim, generator=generator), dim=-1)


def losses_on(device: str) -> list[Tensor]:
    """Every loss on the same numbers, and the gradient of their sum."""
    image = unit(0, 6).to(device).requires_grad_()
    text = unit(1, 6).to(device).requires_grad_()
    image_keys, text_keys = unit(2, 20).to(device), unit(3, 20).to(device)
    ids, key_ids = torch.arange(6, device=device), torch.arange(20, device=device) % 8
    scale = torch.tensor(1 / 0.07, device=device)
    logits_i2t, logits_t2i = scale * image @ text_keys.T, scale * text @ image_keys.T
    is_own = functional.one_hot(ids, 20).bool()
    is_same = ids.unsqueeze(1) == key_ids.unsqueeze(0)
    i2t = info_nce(logits_i2t, is_own, is_same & ~is_own)
    t2i = info_nce(logits_t2i, is_same, torch.zeros_like(is_same))
    kl = retrieval_kl(logits_i2t, logits_t2i, is_same & ~is_own)
    owners = torch.tensor([0, 0, 3, 5], device=device)
    masked = masked_prediction_loss(scale * image[owners] @ text_keys.T, key_ids[owners], owners, 6)
    ranked = ranking_loss((image * text).sum(dim=1), (image * text_keys[:6]).sum(dim=1), 0.1)
    total = sum(part.sum() for part in (i2t, t2i, kl, masked, ranked))
    assert isinstance(total, Tensor)
    parts = [i2t, t2i, kl, masked, ranked, *torch.autograd.grad(total, [image, text])]
    return [part.detach().cpu() for part in parts]


def test_losses_on_the_gpu_agree_with_the_cpu() -> None:
    for cpu, gpu in zip(losses_on("cpu"), losses_on("cuda"), strict=True):
        torch.testing.assert_close(gpu, cpu, atol=2e-3, rtol=2e-3)


def masked_step_on(device: str, config: TwoStreamConfig) -> list[Tensor]:
    """Masked towers, both kinds of logits, and gradients, in full precision."""
    torch.manual_seed(0)
    heads = MaskedHeads(config, CODES, "add")
    model = tiny_model(config=config).requires_grad_(True)
    module = nn.ModuleDict({"model": model, "heads": heads}).to(device)
    generator = torch.Generator().manual_seed(1)
    side, grid = config.image.input_px, config.image.grid
    pictures = torch.randn(2, 3, side, side, generator=generator).to(device)
    cells = torch.zeros(2, grid**2, dtype=torch.bool)
    cells[:, [0, 4, 5]] = True
    cells = cells.to(device)
    ids = torch.tensor([[2, 5, 6, 3], [2, 9, 3, 0]], device=device)
    mask = (ids > 0).long()
    features = model.image_tower(pictures, masked=MaskedCells(cells, heads.mask_token))
    hidden = model.text_tower.hidden(ids, mask)
    pooled = model.text_tower.pool(hidden, mask)
    image_logits = heads.image_logits(features.tokens[:, 1:][cells], pooled.repeat_interleave(3, dim=0))
    words = model.text_tower.word_embedding
    text_logits = heads.text_logits(hidden[:, 1], features.pooled, words)
    dropped = model.image_tower(pictures, keep=torch.tensor([[0, 2], [1, 3]], device=device)).tokens
    (image_logits.square().mean() + text_logits.square().mean() + dropped.square().mean()).backward()
    learned = [heads.mask_token, words, *model.image_tower.blocks[0].parameters()]
    gradients = [parameter.grad for parameter in learned if parameter.grad is not None]
    assert len(gradients) == len(learned)
    assert next(module.parameters()).device.type == device
    return [part.detach().cpu() for part in (features.tokens, image_logits, text_logits, dropped, *gradients)]


@pytest.mark.parametrize("config", [TINY, HYBRID], ids=["vit", "hybrid"])
def test_masked_towers_and_heads_on_the_gpu_agree_with_the_cpu(config: TwoStreamConfig) -> None:
    for cpu, gpu in zip(masked_step_on("cpu", config), masked_step_on("cuda", config), strict=True):
        assert functional.cosine_similarity(cpu.flatten(), gpu.flatten(), dim=0) > 0.999
        assert (cpu - gpu).abs().max() < 0.02 * cpu.abs().max() + 1e-4


def test_queue_twin_and_filter_work_on_the_gpu() -> None:
    model = tiny_model().requires_grad_(True).cuda()
    twin, queue = MomentumTwin(model), PairQueue(7, TINY.embedding_dim, torch.device("cuda"))
    twin.update(model, decay=0.5)
    image_emb = twin.model.embed_images(torch.randn(5, 3, 32, 32, device="cuda"))
    for first in (0, 5):
        queue.push(image_emb, image_emb, torch.arange(first, first + 5, device="cuda"))
    keys = queue.keys()
    assert sorted(keys.ids.tolist()) == [3, 4, 5, 6, 7, 8, 9]
    keep = keep_pairs(torch.tensor([-1.0, 1.0], device="cuda"), (keys.image_emb * keys.text_emb).sum(dim=1), 2.0, 0.5)
    assert keep.tolist() == [False, True]
