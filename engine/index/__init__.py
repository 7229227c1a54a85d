"""Vectors that can be searched, and the run that brings them up to date."""
