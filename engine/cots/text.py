"""The text tower: a BERT-like encoder built from config, and its tokenizer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from engine.cots.bert import Bert
from engine.cots.presets import TextTowerConfig
from engine.cots.recompute import run_layer
from engine.errors import BadConfig, CheckpointMismatch

# Tokens that stand for no word, by BERT's names; other tokenizers mark theirs as special.
SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


class TextTower(nn.Module):
    """BERT without its pooler, built from config alone (no download), pooled by [CLS] or by the tokens' mean."""

    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.bert = Bert(config)
        self.pooling = config.pooling
        self.depth = config.depth
        self.checkpointing = False

    @property
    def word_embedding(self) -> Tensor:
        """The table of token embeddings (V, W), to which masked language modelling ties its classifier."""
        table: Tensor = self.bert.embeddings.word_embeddings.weight
        return table

    def forward(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Read (B, L) token ids under a (B, L) mask of 1 for real tokens; return pooled texts (B, W)."""
        return self.pool(self.hidden(token_ids, mask), mask)

    def hidden(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Read token ids as `forward` does; return every token's last hidden state (B, L, W)."""
        return self.run_layers(self.embed(token_ids), mask, 0, self.depth)

    def embed(self, token_ids: Tensor) -> Tensor:
        """Return what the first layer reads, (B, L, W)."""
        embedded: Tensor = self.bert.embeddings(token_ids)
        return embedded

    def run_layers(self, hidden: Tensor, mask: Tensor, first: int, last: int) -> Tensor:
        """Run the layers `first` to `last` - 1 over (B, L, W) hidden states.

        With `checkpointing` their activations are recomputed while training.
        """
        added = None if self._is_whole(mask) else _added(mask, hidden)
        for layer in self.bert.encoder.layer[first:last]:
            hidden = run_layer(layer, hidden, added, recompute=self.checkpointing and self.training)
        return hidden

    def _is_whole(self, mask: Tensor) -> bool:
        """Whether all texts are of one length: attention without a mask takes half of the time. Not asked of a GPU,
        which would have to be waited for.
        """
        return not self.training and mask.device.type == "cpu" and bool(mask.all())

    def pool(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Pool (B, L, W) hidden states to (B, W)."""
        return pool_texts(hidden, mask, self.pooling)


def pool_texts(hidden: Tensor, mask: Tensor, pooling: str) -> Tensor:
    """Pool (B, L, W) hidden states under a (B, L) mask to (B, W): [CLS] with "cls", else the mean."""
    if pooling == "cls":
        return hidden[:, 0]
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1)


class TextTokenizer:
    """Turns texts into padded token ids; a text longer than the tower takes is cut.

    With `pad_id` every text is padded to `max_tokens` with it, and the padding counts as read.
    """

    def __init__(self, tokenizer: Tokenizer, max_tokens: int, pad_id: int | None = None) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.enable_truncation(max_length=max_tokens)
        # The ids are padded here, per batch: the file's own padding is to a fixed length.
        self._tokenizer.no_padding()
        if pad_id is not None:
            self._tokenizer.enable_padding(length=max_tokens, pad_id=pad_id)

    @classmethod
    def load(cls, path: Path, max_tokens: int) -> TextTokenizer:
        """Read a `tokenizer.json`.

        Raises:
            CheckpointMismatch: The file is absent or is no tokenizer.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CheckpointMismatch(f"The model's tokenizer {path.name} cannot be read.", path=path) from error
        return cls.from_json(text, max_tokens, path)

    @classmethod
    def for_tower(cls, text: str, config: TextTowerConfig) -> TextTokenizer:
        """Build the tokenizer that a text tower was trained with from the text of a `tokenizer.json`."""
        return cls.from_json(text, config.max_tokens, pad_id=config.pad_id if config.kind == "siglip" else None)

    @classmethod
    def from_json(
        cls, text: str, max_tokens: int, path: Path | None = None, pad_id: int | None = None
    ) -> TextTokenizer:
        """Build a tokenizer from the text of a `tokenizer.json`; `path` is where it came from, for the error."""
        try:
            return cls(Tokenizer.from_str(text), max_tokens, pad_id)
        except Exception as error:  # the tokenizers library raises bare Exception
            raise CheckpointMismatch("The model's tokenizer is damaged.", path=path) from error

    @property
    def vocab_size(self) -> int:
        """How many token ids there are."""
        return int(self._tokenizer.get_vocab_size())

    @cached_property
    def special_ids(self) -> frozenset[int]:
        """Ids that stand for no word: padding, the unknown, the ends of a text, the mask."""
        added = self._tokenizer.get_added_tokens_decoder()
        marked = {token_id for token_id, token in added.items() if token.special}
        named = (self._tokenizer.token_to_id(token) for token in SPECIAL_TOKENS)
        return frozenset(marked | {token_id for token_id in named if token_id is not None})

    @cached_property
    def mask_id(self) -> int:
        """The id of [MASK].

        Raises:
            BadConfig: The tokenizer has none.
        """
        mask_id = self._tokenizer.token_to_id("[MASK]")
        if mask_id is None:
            raise BadConfig(
                "The model's tokenizer has no [MASK] token, so words cannot be hidden from the model.",
                hint="Set the weight of masked texts to 0.",
            )
        return int(mask_id)

    def word_starts(self, token_ids: Tensor) -> Tensor:
        """Return a bool tensor like `token_ids`: True for the first piece of a word, and for special tokens."""
        return ~self._continues[token_ids]

    @cached_property
    def _continues(self) -> Tensor:
        """Which ids are later pieces of a word, (V,) bool; WordPiece writes them as "##..."."""
        vocabulary = self._tokenizer.get_vocab()
        continues = torch.zeros(max(vocabulary.values(), default=-1) + 1, dtype=torch.bool)
        prefix = json.loads(self._tokenizer.to_str())["model"].get("continuing_subword_prefix")
        if prefix:
            continues[[token_id for token, token_id in vocabulary.items() if token.startswith(prefix)]] = True
        continues[list(self.special_ids)] = False
        return continues

    def __call__(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return (B, L) int64 token ids and the (B, L) int64 mask of real tokens; L is the longest of the batch."""
        return _padded(self._rows(texts))

    def by_length(self, texts: Sequence[str]) -> TextsByLength:
        """Read texts, and put those of like length together."""
        rows = self._rows(texts)
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        places = np.empty(len(rows), np.intp)
        places[order] = np.arange(len(rows))
        return TextsByLength([rows[place] for place in order], places)

    def _rows(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]


@dataclass(frozen=True, slots=True)
class TextsByLength:
    """Texts as token ids, shortest first.

    Attributes:
        rows: The ids of each.
        places: (B,) where each of the texts, as they were given, stands among them.
    """

    rows: list[list[int]]
    places: NDArray[np.intp]

    def batch(self, part: slice) -> tuple[Tensor, Tensor]:
        """Return token ids and mask of some of the rows, as `TextTokenizer` does."""
        return _padded(self.rows[part])


def _added(mask: Tensor, hidden: Tensor) -> Tensor:
    """Return what goes onto the attention's scores, (B, 1, 1, L): 0 for real tokens, all but infinity for padding."""
    added = torch.zeros(mask.shape, dtype=hidden.dtype, device=hidden.device)
    return added.masked_fill(mask == 0, torch.finfo(hidden.dtype).min)[:, None, None, :]


def _padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    length = max((len(row) for row in rows), default=0)
    ids = np.zeros((len(rows), length), np.int64)
    mask = np.zeros_like(ids)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)
