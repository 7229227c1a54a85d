"""A public model's tokenizer as one `tokenizer.json` that prepares texts the way the model was trained on them."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from pathlib import Path

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import BPE

from engine.cots.hub_file_names import MERGES_FILE, TOKENIZER_CONFIG_FILE, TOKENIZER_FILE, VOCABULARY_FILE
from engine.cots.hub_folder import read_optional_table, read_table
from engine.cots.presets import TextTowerConfig
from engine.errors import CheckpointMismatch, ModelMissing

_CLIP_START, _CLIP_END = "<|startoftext|>", "<|endoftext|>"
_CLIP_WORDS = r"""<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"""


def read_tokenizer(folder: Path, config: TextTowerConfig) -> tuple[str, int]:
    """Return the text of a `tokenizer.json` and the id that texts are padded with.

    SigLIP's towers were trained on lower-case texts, the first generation also without punctuation, and on an end mark
    that may stand in the settings alone; what the file leaves to the program that reads it is written into it.

    Raises:
        ModelMissing: The folder has no tokenizer that can be read.
        CheckpointMismatch: The tokenizer is damaged or does not belong to the text tower.
    """
    path = folder / TOKENIZER_FILE
    tokenizer = _read(path) if path.is_file() else _clip_from_vocabulary(folder)
    settings = read_optional_table(folder, TOKENIZER_CONFIG_FILE)
    if config.kind == "siglip":
        _train_case(tokenizer, without_punctuation=settings.get("tokenizer_class") == "SiglipTokenizer")
        _mark_ends(tokenizer, settings, path)
        if settings.get("padding_side", "right") != "right":
            raise CheckpointMismatch("The model's texts are padded on the left, which Evoke does not do.", path=path)
    pad_id = _pad_id(tokenizer, settings)
    _check(tokenizer, config, pad_id, path)
    return str(tokenizer.to_str()), pad_id


def _read(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:  # the tokenizers library raises bare Exception
        raise CheckpointMismatch("The model's tokenizer is damaged.", path=path) from error


def _clip_from_vocabulary(folder: Path) -> Tokenizer:
    """Build CLIP's tokenizer from its vocabulary and merges, as the folders of its first years carry it."""
    merges = folder / MERGES_FILE
    if not (folder / VOCABULARY_FILE).is_file() or not merges.is_file():
        raise ModelMissing(
            f"There is no {TOKENIZER_FILE} in {folder}.",
            hint="Evoke reads tokenizers in that format, or CLIP's vocab.json with merges.txt.",
            path=folder,
        )
    vocabulary = read_table(folder, VOCABULARY_FILE)
    try:
        lines = merges.read_text(encoding="utf-8").removeprefix("#version: 0.2").split("\n")
        pairs = [(left, right) for left, right in (line.split() for line in lines if line)]
        tokenizer = Tokenizer(BPE(vocabulary, pairs, end_of_word_suffix="</w>", unk_token=_CLIP_END))
        ends = [(token, int(vocabulary[token])) for token in (_CLIP_END, _CLIP_START)]
    except Exception as error:  # the tokenizers library raises bare Exception
        raise CheckpointMismatch("The model's vocabulary and merges do not belong together.", path=merges) from error
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_CLIP_WORDS), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.post_processor = processors.RobertaProcessing(
        ends[0], ends[1], trim_offsets=False, add_prefix_space=False
    )
    return tokenizer


def _train_case(tokenizer: Tokenizer, *, without_punctuation: bool) -> None:
    steps: list[normalizers.Normalizer] = [normalizers.Lowercase()]
    if without_punctuation:
        steps.append(normalizers.Replace(Regex(f"[{re.escape(string.punctuation)}]"), ""))
        steps += [normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    if tokenizer.normalizer is not None:
        steps.append(tokenizer.normalizer)
    tokenizer.normalizer = normalizers.Sequence(steps)


def _mark_ends(tokenizer: Tokenizer, settings: Mapping[str, object], path: Path) -> None:
    """Put the tokens around a text that the settings ask for, where they say so: then the file's own do not count."""
    if not {"add_bos_token", "add_eos_token"} & settings.keys():
        return
    marks: dict[str, tuple[str, int]] = {}
    for end in ("bos", "eos"):
        token, token_id = _special(tokenizer, settings, f"{end}_token")
        if settings.get(f"add_{end}_token") and token_id is None:
            raise CheckpointMismatch(f"The model's tokenizer lacks the {end}_token it adds.", path=path)
        if settings.get(f"add_{end}_token") and token_id is not None:
            marks[end] = (token, token_id)
    template = [marks["bos"][0]] if "bos" in marks else []
    template += ["$A", *([marks["eos"][0]] if "eos" in marks else [])]
    tokenizer.post_processor = processors.TemplateProcessing(single=template, special_tokens=list(marks.values()))


def _special(tokenizer: Tokenizer, settings: Mapping[str, object], key: str) -> tuple[str, int | None]:
    """Return a special token that the settings name, and its id where the tokenizer knows it."""
    named = settings.get(key)
    token = named.get("content") if isinstance(named, dict) else named
    return (token, tokenizer.token_to_id(token)) if isinstance(token, str) else ("", None)


def _pad_id(tokenizer: Tokenizer, settings: Mapping[str, object]) -> int:
    """Return what the settings name, else what the file pads with, else the first id."""
    known = _special(tokenizer, settings, "pad_token")[1]
    return int((tokenizer.padding or {}).get("pad_id", 0)) if known is None else known


def _check(tokenizer: Tokenizer, config: TextTowerConfig, pad_id: int, path: Path) -> None:
    largest = max((int(i) for i in tokenizer.get_vocab().values()), default=-1)
    if max(largest, pad_id) >= config.vocab_size:
        raise CheckpointMismatch(
            f"The model's tokenizer knows {largest + 1} tokens and its text tower {config.vocab_size}.", path=path
        )
    tokenizer.no_padding()
    if config.kind == "clip" and not _marks_the_end(tokenizer):
        raise CheckpointMismatch("The model's tokenizer does not mark the end of a text.", path=path)


def _marks_the_end(tokenizer: Tokenizer) -> bool:
    first, second = (tokenizer.encode(text).ids for text in ("a", "the"))
    return len(first) >= 2 and first[-1] == second[-1] and first[:1] == second[:1]
