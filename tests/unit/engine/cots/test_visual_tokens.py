import pytest
import torch

from engine.cots.visual_token_files import load_visual_tokenizer
from engine.cots.visual_tokens import DiscreteVae, DiscreteVaeConfig
from engine.errors import CheckpointMismatch
from tests.helpers.tiny_tokenizer import TINY_SHAPE, drawn_tensor, tiny_vae


@pytest.mark.parametrize("side", [8, 56, 64])
def test_codes_give_one_number_for_every_square_of_eight_pixels(side: int) -> None:
    vae = tiny_vae()
    codes = vae.codes(drawn_tensor(side))
    assert codes.shape == (4, side // 8, side // 8)
    assert codes.dtype == torch.int64
    assert 0 <= int(codes.min()) <= int(codes.max()) < vae.vocabulary
    assert vae.patch_px == 8


def test_codes_of_an_oblong_picture_keep_its_proportions() -> None:
    assert tiny_vae().codes(torch.rand(1, 3, 16, 40)).shape == (1, 2, 5)


def test_codes_are_the_same_every_time_and_in_any_batch() -> None:
    vae, pictures = tiny_vae(), drawn_tensor(64)
    together = vae.codes(pictures)
    assert torch.equal(vae.codes(pictures), together)
    assert torch.equal(torch.cat([vae.codes(one[None]) for one in pictures]), together)
    assert torch.equal(vae.codes(pictures.flip(0)), together.flip(0))


def test_codes_of_more_pixels_than_are_encoded_at_once_are_those_of_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    vae, pictures = tiny_vae(), drawn_tensor(32)
    together = vae.codes(pictures)
    monkeypatch.setattr("engine.cots.visual_tokens._PIXELS_AT_ONCE", 2048)
    assert torch.equal(vae.codes(pictures), together)


def test_codes_of_the_shipped_shape_depend_on_pixels_within_36_alone() -> None:
    vae, picture = load_visual_tokenizer(None), drawn_tensor(128)[:1]
    changed = picture.clone()
    changed[..., :8] = 1 - changed[..., :8]
    before, after = vae.logits(picture), vae.logits(changed)
    assert all(not torch.equal(before[..., column], after[..., column]) for column in range(5))
    assert torch.equal(before[..., 6:], after[..., 6:])


def test_codes_are_the_best_cosine_with_the_codebook() -> None:
    vae, picture = tiny_vae(), drawn_tensor(16)[:1]
    with torch.no_grad():
        vectors = vae.encoder(2 * picture - 1)[0]
        for row in range(2):
            for column in range(2):
                vector = vectors[:, row, column]
                cosines = [float(vector @ code / vector.norm() / code.norm()) for code in vae.codebook]
                assert int(vae.codes(picture)[0, row, column]) == max(range(32), key=cosines.__getitem__)


def test_codes_under_autocast_are_those_of_full_precision() -> None:
    vae, pictures = tiny_vae(), drawn_tensor(32)
    with torch.autocast("cpu", torch.bfloat16):
        under_autocast = vae.codes(pictures)
    assert torch.equal(under_autocast, vae.codes(pictures))


@pytest.mark.parametrize("shape", [(3, 16, 16), (1, 1, 16, 16), (1, 3, 12, 16), (1, 3, 16, 20)])
def test_codes_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="pictures must be"):
        tiny_vae().codes(torch.zeros(shape))


def test_decode_is_what_the_decoder_makes_of_a_certain_choice() -> None:
    vae, codes = tiny_vae(), torch.tensor([[[3, 0], [31, 7]]])
    certain = torch.nn.functional.one_hot(codes, 32).permute(0, 3, 1, 2).float()
    pictures = vae.decode(codes)
    assert pictures.shape == (1, 3, 16, 16)
    assert torch.allclose(pictures, vae.blend(certain).clamp(0, 1), atol=1e-6)


def test_shape_of_the_shipped_size_has_under_a_million_numbers() -> None:
    count = sum(parameter.numel() for parameter in DiscreteVae(DiscreteVaeConfig()).parameters())
    assert 500_000 < count < 1_000_000


def test_shape_survives_as_plain_values() -> None:
    assert DiscreteVaeConfig.from_dict(TINY_SHAPE.as_dict()) == TINY_SHAPE


@pytest.mark.parametrize("change", [{"width": 0}, {"width": "64"}, {"width": True}, {"depth": 3}, {"width": 10**9}])
def test_shape_that_is_none_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(CheckpointMismatch):
        DiscreteVaeConfig.from_dict(TINY_SHAPE.as_dict() | change)
