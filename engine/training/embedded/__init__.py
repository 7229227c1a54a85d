"""The recipe that made the checkpoint that ships with Evoke."""
