import dataclasses
import json

import pytest

from engine.cots.presets import COTS_BASE, PRESETS, TwoStreamConfig
from engine.errors import CheckpointMismatch


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_config_through_json_comes_back_equal(preset: TwoStreamConfig) -> None:
    assert TwoStreamConfig.from_dict(json.loads(json.dumps(preset.as_dict()))) == preset


def test_cots_base_has_the_papers_towers() -> None:
    assert (COTS_BASE.image.grid, COTS_BASE.embedding_dim) == (24, 256)
    assert COTS_BASE.dense is None


@pytest.mark.parametrize(
    "damage",
    [lambda values: values.pop("image"), lambda values: values["text"].update(colour="red")],
    ids=["section missing", "field unknown"],
)
def test_from_dict_of_another_form_is_a_mismatch(damage: object) -> None:
    values = COTS_BASE.as_dict()
    damage(values)  # type: ignore[operator]  # one of the lambdas above
    with pytest.raises(CheckpointMismatch):
        TwoStreamConfig.from_dict(values)


def test_fields_younger_than_the_first_checkpoints_are_stored_only_where_they_differ() -> None:
    assert set(COTS_BASE.as_dict()["image"]) & {"mlp_width", "activation"} == set()
    assert set(COTS_BASE.as_dict()["text"]) & {"kind", "activation", "pad_id"} == set()
    text = dataclasses.replace(COTS_BASE.text, kind="siglip", pad_id=1)
    changed = dataclasses.replace(COTS_BASE, text=text)
    stored = changed.as_dict()
    assert (stored["text"]["kind"], stored["text"]["pad_id"], "activation" in stored["text"]) == ("siglip", 1, False)
    assert TwoStreamConfig.from_dict(json.loads(json.dumps(stored))) == changed
