"""The folders of the library, indexing and problems."""
