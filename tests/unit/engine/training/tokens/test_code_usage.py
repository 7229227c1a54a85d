import math

import pytest
import torch

from engine.training.tokens.code_usage import code_usage, mean_psnr_db, measure_tokens
from tests.helpers.tiny_tokenizer import drawn_tensor, tiny_vae


def test_code_usage_is_what_counting_one_by_one_gives() -> None:
    codes = torch.randint(0, 40, (5, 7, 7), generator=torch.Generator().manual_seed(1)) ** 2 % 50
    seen: dict[int, int] = {}
    for code in codes.flatten().tolist():
        seen[code] = seen.get(code, 0) + 1
    entropy = 0.0
    for count in seen.values():
        entropy -= count / codes.numel() * math.log(count / codes.numel())
    usage = code_usage(codes, 50)
    assert usage.used == pytest.approx(len(seen) / 50)
    assert usage.perplexity == pytest.approx(math.exp(entropy))


def test_code_usage_of_one_code_is_the_least_and_of_all_alike_the_most() -> None:
    assert code_usage(torch.full((2, 3, 3), 5), 10).perplexity == pytest.approx(1.0)
    everything = code_usage(torch.arange(10).repeat(4), 10)
    assert everything.used == 1.0
    assert everything.perplexity == pytest.approx(10.0)


def test_mean_psnr_is_the_mean_of_each_pictures_own() -> None:
    pictures = torch.zeros(2, 3, 4, 4)
    other = pictures.clone()
    other[0] += 0.1  # 20 dB
    other[1] += 0.01  # 40 dB
    assert mean_psnr_db(pictures, other) == pytest.approx(30.0, abs=1e-3)
    assert mean_psnr_db(pictures, pictures) == pytest.approx(100.0)


def test_measure_tokens_over_several_parts_is_that_of_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    vae, pictures = tiny_vae(), drawn_tensor(32)
    figures = measure_tokens(vae, pictures)
    codes = vae.codes(pictures)
    assert figures["used_32"] == len(set(codes.flatten().tolist())) / 32
    assert figures["psnr_db_32"] == pytest.approx(mean_psnr_db(pictures, vae.decode(codes)), abs=1e-4)
    monkeypatch.setattr("engine.training.tokens.code_usage._PICTURES_AT_ONCE", 3)
    assert measure_tokens(vae, pictures) == pytest.approx(figures, abs=1e-4)
