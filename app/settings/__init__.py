"""Changing settings: a form made from the fields of the configuration."""
