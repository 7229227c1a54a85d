import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.errors import BadConfig
from engine.training.data.frozen_features import FrozenStem, require_hybrid
from engine.training.data.pairs import PairData
from engine.training.embedded.dense_data import TILES, PseudoMasks, build_mosaics, draw_mosaics, join_tiles
from engine.training.embedded.dense_stage import DenseMaterial, dense_task
from engine.training.embedded.dense_task import DenseConfig, DenseTask, split_tiles
from engine.training.embedded.places import Places
from engine.training.loop.optim import RateRule
from engine.training.loop.trainer import Trainer, TrainEvent
from engine.training.recipe import RunConfig
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID, drawn_pairs, small_tokenizer

RULES = [RateRule("model.dense_head.", 1e-2), RateRule("model.", 0.0), RateRule("", 1e-2)]


def material() -> DenseMaterial:
    data = drawn_pairs()
    labelled = PairData(("dog.png",), data.pixels[:1], (("big dog",),))
    mask = np.zeros((28, 28), np.uint8)
    mask[7:21, 7:21] = 1
    masks = PseudoMasks(data.names + labelled.names, np.stack([mask] * 17), ("background", "tvmonitor"))
    stem = FrozenStem(require_hybrid(tiny_model(config=SMALL_HYBRID)), SMALL_HYBRID.image)
    seen = stem.see_pixels(np.concatenate([data.pixels, labelled.pixels]))
    maps = np.zeros((17, 2, 4, 4), np.float16)
    maps[:, 0, 1:3, 1:3] = 1.0
    places = Places(("square", "dog"), np.zeros((17, 2), np.int64), maps)
    return DenseMaterial(data, labelled, masks, seen, places, mosaics=12, labelled_share=0.1, word_photos=2)


def task(tmp_path: Path, config: DenseConfig | None = None) -> DenseTask:
    config = config or DenseConfig(photos_per_step=4, mosaics_per_step=4, words_per_step=3)
    return dense_task(tiny_model(config=SMALL_HYBRID), small_tokenizer(), material(), config, 0, tmp_path)


def test_training_on_places_makes_a_name_point_at_its_place(tmp_path: Path) -> None:
    config = DenseConfig(photos_per_step=4, mosaics_per_step=4, words_per_step=3, mask_weight=0.0, word_weight=0.0)
    one = task(tmp_path, config)
    Trainer(
        one, RunConfig(epochs=12, warmup_steps=2, measure_every=99, precision="float32"), RULES, tmp_path / "r"
    ).run()
    batch = one.prepare(0, 0)
    with torch.no_grad():
        cells = one._head(batch.maps)[: batch.photos]
    assert batch.placed is not None
    name = batch.placed[0][0, 0]
    inside = (cells @ name)[:, 1:3, 1:3].mean()
    assert inside > (cells @ name).mean() + 0.05


def test_place_names_and_maps_are_mirrored_with_their_photos(tmp_path: Path) -> None:
    one = task(tmp_path)
    assert one._photos.placed is not None
    one._photos.placed.maps[:] = 0
    one._photos.placed.maps[:, 0, :, 0] = 1.0  # on the left
    rows = np.array([3, 4])
    kept = one._photos.placed.maps.copy()
    placed = one._place(rows, np.array([False, True]))
    assert placed is not None
    assert placed[1][:, 0, 0].tolist() == [[1, 0, 0, 0], [0, 0, 0, 1]]
    assert np.array_equal(one._photos.placed.maps, kept)


def test_split_tiles_undoes_what_join_tiles_does() -> None:
    cells = np.random.default_rng(0).normal(size=(3, TILES, 2, 2, 5)).astype(np.float32)
    joined = torch.from_numpy(join_tiles(cells))
    assert np.array_equal(split_tiles(joined).numpy().reshape(cells.shape), cells)


def test_training_the_dense_head_lowers_the_loss_and_moves_nothing_else(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    run = Trainer(
        task(tmp_path),
        RunConfig(epochs=10, warmup_steps=2, measure_every=99, precision="float32"),
        RULES,
        tmp_path / "run",
    )
    before = {name: tensor.clone() for name, tensor in run.task.module.state_dict().items()}
    run.run(listen=heard.append)
    losses = [event.values["loss"] for event in heard if event.event == "step"]
    assert np.mean(losses[-3:]) < 0.9 * np.mean(losses[:3])
    moved = {name for name, t in run.task.module.state_dict().items() if not torch.equal(t, before[name])}
    assert moved
    assert all("dense_head" in name or "log_scale" in name for name in moved)


def test_mosaic_words_are_those_of_the_photos_in_their_tiles(tmp_path: Path) -> None:
    one = task(tmp_path)
    rows = draw_mosaics(16, 1, 0.1, 12, np.random.default_rng([0, 5]))
    expected = [[one._photos.words[row, 0].tolist() for row in tiles] for tiles in rows]
    assert one._mosaics.words.tolist() == expected
    assert build_mosaics(material().captioned.pixels, rows % 16).shape == (12, 64, 64, 3)


def test_labels_of_several_words_are_words_of_their_own(tmp_path: Path) -> None:
    one = task(tmp_path)
    assert one._photos.words[16, 0].sum() >= 1
    assert one._word_emb.shape[0] == one._photos.words.shape[2]


def test_model_without_a_dense_head_is_refused(tmp_path: Path) -> None:
    model = tiny_model(config=dataclasses.replace(SMALL_HYBRID, dense=None))
    with pytest.raises(BadConfig):
        dense_task(model, small_tokenizer(), material(), DenseConfig(), 0, tmp_path)
