"""A person's own captions on top of a model, with proof."""
