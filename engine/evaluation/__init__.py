"""The four measures: retrieval, zero-shot, pointing, moments."""
