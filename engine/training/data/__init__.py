"""Captioned pictures, from files to what a step is fed with."""
