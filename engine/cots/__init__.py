"""COTS: the two-stream model, its towers, checkpoints and encoders."""
