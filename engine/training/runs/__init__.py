"""Whole runs: recipes, starting models, checkpoints, ablations."""
