"""What helps a person along: the manual, and what Evoke is made of."""
