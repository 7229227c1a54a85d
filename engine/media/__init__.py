"""The one place where files are found and decoded."""
