# Two commands do everything for a newcomer: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed-evoke

.PHONY: demo test check soak run translations clean

demo: $(STAMP)
	$(BIN)/evoke demo

test: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/contracts/test_dependencies.py

# The harnesses of tests/faults at full length; SOAK=0.1 runs a tenth of it. Figures come last, and into soak.jsonl.
SOAK ?= 1
soak: $(STAMP)
	EVOKE_SOAK=$(SOAK) EVOKE_FIGURES=soak.jsonl QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 0 tests/faults

run: $(STAMP)
	$(BIN)/evoke

# What is shown, collected for translators and made ready for the window; Qt's own tools do it.
translations: $(STAMP)
	$(BIN)/python packaging/make_translations.py

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[dev,demo]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
