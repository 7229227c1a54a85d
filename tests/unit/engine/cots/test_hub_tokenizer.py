import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer, decoders, normalizers
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel

from engine.cots.hub_tokenizer import read_tokenizer
from engine.cots.presets import TextTowerConfig
from engine.errors import CheckpointMismatch, ModelMissing
from tests.helpers.tiny_cots import tiny_tokenizer_json

CLIP = TextTowerConfig(32, 2, 2, 64, vocab_size=1000, max_tokens=16, kind="clip")
SIGLIP = TextTowerConfig(32, 2, 2, 64, vocab_size=64, max_tokens=16, kind="siglip")
START, END = "<|startoftext|>", "<|endoftext|>"
MERGES = [("d", "o"), ("do", "g</w>"), ("c", "a"), ("ca", "t</w>"), ("'", "s</w>"), ("p", "h")]


def write_clip_vocabulary(folder: Path) -> dict[str, int]:
    letters = sorted(ByteLevel.alphabet())
    tokens = [*letters, *(f"{letter}</w>" for letter in letters), *("".join(pair) for pair in MERGES), START, END]
    vocabulary = {token: i for i, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    lines = ["#version: 0.2", *(" ".join(pair) for pair in MERGES), ""]
    (folder / "merges.txt").write_text("\n".join(lines))
    return vocabulary


TEXTS = ["A dog's  photo", "two CATS, 12 dogs!", "", "naïve café 狗 #hash", "don't\tstop_now", "dog\u0301 \N{DOG FACE}"]


def test_vocabulary_and_merges_read_texts_as_transformers_does(tmp_path: Path) -> None:
    from transformers import CLIPTokenizer

    vocabulary = write_clip_vocabulary(tmp_path)
    theirs = CLIPTokenizer(vocab=vocabulary, merges=[tuple(pair) for pair in MERGES])
    ours = Tokenizer.from_str(read_tokenizer(tmp_path, CLIP)[0])
    for text in TEXTS:
        assert ours.encode(text).ids == theirs(text)["input_ids"], text
    assert ours.encode("dog").tokens == [START, "dog</w>", END]


def test_tokenizer_file_is_preferred_to_vocabulary_and_merges(tmp_path: Path) -> None:
    write_clip_vocabulary(tmp_path)
    (tmp_path / "tokenizer.json").write_text(tiny_tokenizer_json())
    assert Tokenizer.from_str(read_tokenizer(tmp_path, CLIP)[0]).encode("dog").tokens == ["[CLS]", "dog", "[SEP]"]


def test_merges_of_another_vocabulary_are_refused(tmp_path: Path) -> None:
    write_clip_vocabulary(tmp_path)
    (tmp_path / "merges.txt").write_text("#version: 0.2\nx yz\n")
    with pytest.raises(CheckpointMismatch, match="belong together"):
        read_tokenizer(tmp_path, CLIP)


def test_folder_without_a_tokenizer_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        read_tokenizer(tmp_path, CLIP)


def write_siglip(folder: Path, normalizer: normalizers.Normalizer | None, **settings: object) -> None:
    alphabet = {letter: i for i, letter in enumerate(["<pad>", "</s>", *"abcdefghijklmnopqrstuvwxyz", "▁", "!", "A"])}
    tokenizer = Tokenizer(BPE(alphabet, [], unk_token="<pad>"))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.enable_padding(length=9, pad_id=1, pad_token="</s>")
    (folder / "tokenizer.json").write_text(tokenizer.to_str())
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))


def test_siglip_reads_lower_case_without_punctuation(tmp_path: Path) -> None:
    write_siglip(tmp_path, normalizers.Replace(" ", "▁"), tokenizer_class="SiglipTokenizer", pad_token="</s>")
    text, pad_id = read_tokenizer(tmp_path, SIGLIP)
    assert Tokenizer.from_str(text).encode("  A  dog_!\\ [A]").tokens == [*"a▁dog▁a"]
    assert pad_id == 1


def test_siglip_of_the_second_generation_keeps_punctuation(tmp_path: Path) -> None:
    write_siglip(tmp_path, None, tokenizer_class="GemmaTokenizer", pad_token={"content": "<pad>"})
    text, pad_id = read_tokenizer(tmp_path, SIGLIP)
    assert Tokenizer.from_str(text).encode("A!").tokens == [*"a!"]
    assert pad_id == 0


def test_siglip_pads_with_what_the_file_pads_with_when_the_settings_are_silent(tmp_path: Path) -> None:
    write_siglip(tmp_path, None)
    assert read_tokenizer(tmp_path, SIGLIP)[1] == 1


def test_siglip_marks_the_ends_that_its_settings_ask_for(tmp_path: Path) -> None:
    write_siglip(tmp_path, None, add_bos_token=False, add_eos_token=True, bos_token="<pad>", eos_token="</s>")
    assert Tokenizer.from_str(read_tokenizer(tmp_path, SIGLIP)[0]).encode("a b").tokens == ["a", "<pad>", "b", "</s>"]
    write_siglip(tmp_path, None, add_bos_token=True, bos_token={"content": "<pad>"})
    assert Tokenizer.from_str(read_tokenizer(tmp_path, SIGLIP)[0]).encode("a").tokens == ["<pad>", "a"]


def test_siglip_whose_end_mark_is_unknown_is_refused(tmp_path: Path) -> None:
    write_siglip(tmp_path, None, add_eos_token=True, eos_token="<end>")
    with pytest.raises(CheckpointMismatch, match="eos_token"):
        read_tokenizer(tmp_path, SIGLIP)


def test_siglip_padded_on_the_left_is_refused(tmp_path: Path) -> None:
    write_siglip(tmp_path, None, padding_side="left")
    with pytest.raises(CheckpointMismatch, match="left"):
        read_tokenizer(tmp_path, SIGLIP)


def test_tokenizer_with_more_tokens_than_the_tower_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text(tiny_tokenizer_json())
    small = TextTowerConfig(32, 2, 2, 64, vocab_size=8, max_tokens=16, kind="clip")
    with pytest.raises(CheckpointMismatch, match="tower 8"):
        read_tokenizer(tmp_path, small)


def test_clip_tokenizer_that_does_not_mark_the_end_is_refused(tmp_path: Path) -> None:
    write_siglip(tmp_path, None)
    with pytest.raises(CheckpointMismatch, match="end of a text"):
        read_tokenizer(tmp_path, CLIP)
