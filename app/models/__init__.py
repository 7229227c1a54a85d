"""The screen of models: those on this machine, and those that can be fetched."""
