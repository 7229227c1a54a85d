import pytest

from engine.cots.hub_catalogue import PublicModel
from engine.cots.hub_plan import HubFile, choose_files
from engine.errors import CheckpointMismatch, ModelMissing

MODEL = PublicModel("tiny", "a/tiny")


def described(*names: str) -> dict[str, HubFile]:
    return {name: HubFile(name, 1, "ab" if name.endswith("safetensors") else "", "cd") for name in names}


def chosen(*names: str) -> list[str]:
    return [file.name for file in choose_files(MODEL, described(*names))]


def test_choose_prefers_one_file_of_weights_and_one_tokenizer() -> None:
    picked = chosen(
        "model.safetensors",
        "model.safetensors.index.json",
        "model-00001-of-00002.safetensors",
        "vocab.json",
        "merges.txt",
        "tokenizer.json",
        "config.json",
        "pytorch_model.bin",
        "README.md",
    )
    assert picked == ["config.json", "tokenizer.json", "model.safetensors"]


def test_choose_takes_vocabulary_and_merges_where_there_is_no_tokenizer() -> None:
    picked = chosen("config.json", "merges.txt", "vocab.json", "model.safetensors")
    assert picked == ["config.json", "vocab.json", "merges.txt", "model.safetensors"]


def test_choose_takes_shards_with_their_index_and_nothing_that_only_looks_like_one() -> None:
    shards = ["model-00002-of-00002.safetensors", "model-00001-of-00002.safetensors"]
    others = ["model-1/../../x.safetensors", "model-a-of-b.safetensors", "open_clip_model.safetensors"]
    picked = chosen("config.json", "model.safetensors.index.json", *shards, *others)
    assert picked == ["config.json", "model.safetensors.index.json", *sorted(shards)]


@pytest.mark.parametrize(
    "names",
    [
        ("config.json",),
        ("config.json", "model-00001-of-00002.safetensors"),
        ("config.json", "model.safetensors.index.json"),
        ("model.safetensors",),
        (),
    ],
)
def test_choose_without_a_whole_model_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ModelMissing, match="a/tiny"):
        chosen(*names)


@pytest.mark.parametrize(
    "names", [("model.safetensors",), ("model.safetensors.index.json", "model-1-of-1.safetensors")]
)
def test_choose_holds_the_hub_to_the_pinned_hash(names: tuple[str, ...]) -> None:
    files = described("config.json", *names)
    with pytest.raises(CheckpointMismatch):
        choose_files(PublicModel("tiny", "a/tiny", weights_sha256="ef"), files)


def test_choose_with_the_pinned_hash_is_content() -> None:
    files = described("config.json", "model.safetensors")
    assert len(choose_files(PublicModel("tiny", "a/tiny", weights_sha256="ab"), files)) == 2
