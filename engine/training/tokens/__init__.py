"""The training of visual tokenizers."""
