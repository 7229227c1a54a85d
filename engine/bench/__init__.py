"""How quick Evoke is, beside what people use otherwise, measured in one run on the same files."""
