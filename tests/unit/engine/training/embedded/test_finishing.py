"""What a trained model is given before it is saved, on a tiny model and drawn pictures."""

import numpy as np
import torch
from numpy.typing import NDArray

from engine.cots.presets import TINY, LocalScalingConfig
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.training.data.pairs import PairData
from engine.training.embedded.finishing import calibrate_model, correct_hubs
from tests.helpers.tiny_cots import drawn_pixels, tiny_model, tiny_tokenizer_json

HUBS = LocalScalingConfig(texts=6, pictures=4, neighbours=2)
TOKENIZER = TextTokenizer.from_json(tiny_tokenizer_json(), TINY.text.max_tokens)


class Teacher:
    """Is sure of the first name in the first picture, and of no other."""

    names: tuple[str, ...] = ("dog", "cat", "square")

    def probabilities(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        found = np.full((len(pixels), 3), 0.001, np.float32)
        found[0, 0] = 0.9
        return found


def pairs(count: int, seed: int) -> PairData:
    captions = tuple((f"a {word} square", f"the {word} dog") for word in ("red", "green", "blue", "white") * 3)
    return PairData(tuple(str(row) for row in range(count)), drawn_pixels(count, seed=seed), captions[:count])


def corrected(seed: int = 1) -> TwoStream:
    model = tiny_model()
    correct_hubs(model, TOKENIZER, pairs(12, 0), pairs(5, 1), HUBS, seed)
    return model


def test_correct_hubs_fills_the_banks_from_training_and_the_usual_from_what_is_held_out() -> None:
    model = corrected()
    assert model.config.local_scaling == HUBS
    scaling = model.local_scaling
    assert scaling is not None
    seen = model.embed_images((torch.from_numpy(drawn_pixels(12)).permute(0, 3, 1, 2).float() / 255 - 0.5) / 0.5)
    nearest = (scaling.picture_bank @ seen.T).max(dim=1).values
    torch.testing.assert_close(nearest, torch.ones(4), atol=1e-4, rtol=0)
    assert len(torch.unique((scaling.picture_bank @ seen.T).argmax(dim=1))) == 4
    torch.testing.assert_close(scaling.text_bank.norm(dim=1), torch.ones(6))
    assert (scaling.usual.abs() > 0).all()


def test_correct_hubs_depends_on_the_seed_alone() -> None:
    first, again, other = (corrected(seed).state_dict()["local_scaling.text_bank"] for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_calibrate_model_measures_the_scores_that_a_search_compares() -> None:
    model, held_out = corrected(), pairs(5, 1)
    with_correction = calibrate_model(model, TOKENIZER, held_out, Teacher(), ("{}",))
    model.drop_local_scaling()
    without = calibrate_model(model, TOKENIZER, held_out, Teacher(), ("{}",))
    assert with_correction.gallery_size == without.gallery_size == 5
    assert with_correction.match_std < without.match_std  # products of completed vectors are smaller
