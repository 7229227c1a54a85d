"""What fetching a public model would mean: which of the hub's files, how large, and with which hashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.cots.hub_catalogue import PublicModel
from engine.cots.hub_file_names import (
    CONFIG_FILE,
    MERGES_FILE,
    PREPROCESSOR_FILE,
    PROCESSOR_FILE,
    SHARDS_FILE,
    TOKENIZER_CONFIG_FILE,
    TOKENIZER_FILE,
    VOCABULARY_FILE,
    WEIGHTS_FILE,
)
from engine.errors import CheckpointMismatch, ModelMissing

_TABLES = (CONFIG_FILE, PREPROCESSOR_FILE, PROCESSOR_FILE, TOKENIZER_CONFIG_FILE)
_SHARD = re.compile(r"model-\d+-of-\d+\.safetensors")


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file as the hub describes it: exactly one of the hashes is set.

    Attributes:
        name: Its path in the repository.
        size_bytes: Its size.
        sha256: Of large files.
        git_sha1: Of small ones: SHA-1 over "blob", the size and the content, as git names them.
    """

    name: str
    size_bytes: int
    sha256: str
    git_sha1: str


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """What would be fetched; `revision` is a commit."""

    model: PublicModel
    revision: str
    licence: str
    files: tuple[HubFile, ...]

    @property
    def size_bytes(self) -> int:
        """Bytes of all files together."""
        return sum(file.size_bytes for file in self.files)


def choose_files(model: PublicModel, files: Mapping[str, HubFile]) -> tuple[HubFile, ...]:
    """Pick what the importer reads, the weights last.

    Where the catalogue pins the weights' hash, the hub has to name the same one. Where it does not, the pin is what
    the hub answers now.

    Raises:
        ModelMissing: There is no model of a kind that Evoke reads.
        CheckpointMismatch: The weights are not those that the catalogue knows.
    """
    names = [name for name in _TABLES if name in files]
    names += [TOKENIZER_FILE] if TOKENIZER_FILE in files else [n for n in (VOCABULARY_FILE, MERGES_FILE) if n in files]
    shards = sorted(name for name in files if _SHARD.fullmatch(name)) if SHARDS_FILE in files else []
    weights = [WEIGHTS_FILE] if WEIGHTS_FILE in files else [SHARDS_FILE, *shards] if shards else []
    if CONFIG_FILE not in files or not weights:
        why = "not stored in safetensors, and pickles are not opened" if CONFIG_FILE in files else "no such model"
        raise ModelMissing(
            f"What the hub has as {model.repo} is {why}.",
            hint="Evoke reads CLIP and SigLIP models in safetensors, as the transformers library saves them.",
        )
    if model.weights_sha256 and files[weights[0]].sha256 != model.weights_sha256:
        raise CheckpointMismatch(f"The hub's weights of {model.repo} are not those that Evoke knows.")
    return tuple(files[name] for name in names + weights)
