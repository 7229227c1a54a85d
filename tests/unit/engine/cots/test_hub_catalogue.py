import re

import pytest

from engine.cots.hub_catalogue import CATALOGUE, PublicModel, find_public_model
from engine.errors import ModelMissing


@pytest.mark.parametrize("model", CATALOGUE, ids=lambda model: model.name)
def test_catalogue_entry_is_pinned_and_says_what_it_is(model: PublicModel) -> None:
    assert re.fullmatch("[0-9a-f]{40}", model.revision)
    assert re.fullmatch("[0-9a-f]{64}|", model.weights_sha256)
    assert bool(model.weights_sha256) == bool(model.weights_bytes)
    assert model.licence
    assert model.languages
    assert model.about
    assert re.fullmatch(r"[a-z0-9-]+", model.name)


def test_names_and_repositories_are_told_apart() -> None:
    assert len({model.name for model in CATALOGUE}) == len({model.repo for model in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("said", ["siglip-b-16", "google/siglip-base-patch16-224"])
def test_find_by_name_or_repository_keeps_the_pin(said: str) -> None:
    found = find_public_model(said)
    assert (found.name, found.weights_sha256[:4]) == ("siglip-b-16", "2c63")
    assert find_public_model(said, found.revision) == found


def test_find_with_another_revision_drops_what_is_known_of_the_pinned_one() -> None:
    found = find_public_model("siglip-b-16", "main")
    assert found == PublicModel("siglip-b-16", "google/siglip-base-patch16-224", "main")


def test_find_of_any_repository_takes_the_hubs_word() -> None:
    assert find_public_model("Some.One/My_Model-2") == PublicModel("my_model-2", "Some.One/My_Model-2")


@pytest.mark.parametrize("said", ["nonsense", "a/b/c", "../etc", "a/..", "/a", "a/", "https://x/y", "a b/c"])
def test_find_of_what_is_neither_names_the_known_ones(said: str) -> None:
    with pytest.raises(ModelMissing) as caught:
        find_public_model(said)
    assert "siglip2-b-16" in caught.value.hint
