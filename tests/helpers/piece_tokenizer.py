"""A tokenizer that cuts words into pieces, as BERT's does, with a vocabulary of a dozen words."""

from __future__ import annotations

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from engine.cots.text import TextTokenizer

_PIECES = "a dog run snow ##board ##er ##s ##ning cat tree on the red big"


def piece_tokenizer(max_tokens: int = 32) -> TextTokenizer:
    """Read "snowboarders running" as snow ##board ##er ##s run ##ning."""
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_PIECES.split()]
    vocabulary = {name: i for i, name in enumerate(names)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return TextTokenizer.from_json(str(tokenizer.to_str()), max_tokens)
