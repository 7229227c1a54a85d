"""Harnesses that break things on purpose: short in `make test`, at full length with `EVOKE_SOAK=1` (`make soak`)."""
