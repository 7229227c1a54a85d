from pathlib import Path

import numpy as np

from engine.training.data.pairs import PairData, read_captions
from engine.training.embedded.labelled_data import (
    LabelledSet,
    split_labels,
    split_photos,
    with_own_labels,
    write_labels,
)


def photos(per_label: int = 10) -> PairData:
    labels = [label for label in ("sea", "forest", "street") for _ in range(per_label)]
    names = tuple(f"{label}-{i}.jpg" for i, label in enumerate(labels))
    return PairData(names, np.zeros((len(names), 2, 2, 3), np.uint8), tuple((label,) for label in labels))


def test_split_photos_holds_the_same_share_of_every_label_out() -> None:
    training, held_out = split_photos(photos(), 0.2, seed=1)
    assert [sum(texts == (label,) for texts in held_out.captions) for label in ("sea", "forest", "street")] == [2, 2, 2]
    assert set(training.names) | set(held_out.names) == set(photos().names)
    assert not set(training.names) & set(held_out.names)
    assert split_photos(photos(), 0.2, seed=1)[1].names == held_out.names


def test_split_labels_never_shows_a_held_out_label() -> None:
    training, held_out = split_labels(photos(), 1, seed=1)
    assert len(set(held_out.captions)) == 1
    assert not set(held_out.captions) & set(training.captions)
    assert len(training) + len(held_out) == 30


def test_labels_count_in_the_order_of_the_names() -> None:
    training, held_out = split_photos(photos(5), 0.2, seed=1)
    part = LabelledSet("scenes", training, held_out, per_step=2)
    assert part.names == ("forest", "sea", "street")
    assert [part.names[label] for label in part.labels] == [texts[0] for texts in training.captions]


def test_with_own_labels_gives_the_label_its_share_even_when_two_classes_share_a_name() -> None:
    said = np.array([[0.5, 0.3, 0.2], [0.0, 0.0, 1.0]], np.float32)
    mixed = with_own_labels(said, ("crane", "dog"), ("crane", "crane", "dog"))
    np.testing.assert_allclose(mixed, [[0.5, 0.4, 0.1], [0.0, 0.0, 1.0]])
    np.testing.assert_allclose(said[0], [0.5, 0.3, 0.2])


def test_write_labels_is_read_back(tmp_path: Path) -> None:
    write_labels(tmp_path / "a" / "labels.csv", photos(1))
    assert read_captions(tmp_path / "a" / "labels.csv", "label")["sea-0.jpg"] == ("sea",)
