import numpy as np
import pytest

from engine.training.data.pairs import PairData
from engine.training.finetuning.finetune_topics import TOPICS, Case, draw

DOGS = TOPICS[0]


def data() -> PairData:
    captions = tuple(
        (f"a dog {i}", f"Dogs {i}", f"the puppy {i}") if i < 150 else (f"a cat {i}",) * 3 for i in range(700)
    )
    return PairData(tuple(map(str, range(700))), np.zeros((700, 1, 1, 3), np.uint8), captions)


@pytest.mark.parametrize("control", ["", "shuffled", "random"])
@pytest.mark.parametrize("pairs", [20, 500])
def test_draw_takes_every_picture_once(control: str, pairs: int) -> None:
    drawn = draw(Case(DOGS, pairs, 3, control=control), data())
    rows = np.concatenate([drawn.own, drawn.test, drawn.library, drawn.guard])
    assert len(set(rows)) == len(rows)
    assert len(drawn.own) == len(drawn.own_captions) == min(pairs, 100)
    assert all(row < 150 for row in drawn.test)
    assert not any(row < 150 for row in drawn.guard)
    assert all((row < 150) == (control != "random") for row in drawn.own)


def test_draw_puts_the_name_into_every_caption_of_own_and_test() -> None:
    drawn = draw(Case(DOGS, 20, 0, is_named=True), data())
    assert all("Rex" in text for texts in (*drawn.own_captions, *drawn.test_captions) for text in texts)


def test_draw_shuffled_gives_no_picture_its_own_captions() -> None:
    drawn, known = draw(Case(DOGS, 500, 0, control="shuffled"), data()), data().captions
    assert not any(known[row] == texts for row, texts in zip(drawn.own, drawn.own_captions, strict=True))
