PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
APP := $(VENV)/.app
DEV := $(VENV)/.dev

.PHONY: app test lint unit eval clean

## make app: install, build the index at the first start, serve the chat page (ARGS="--port 8080" ...)
app: $(APP)
	$(BIN)/python app.py $(ARGS)

## make test: everything that CI runs
test: lint unit eval

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The browser's tests have a process of their own: playwright keeps an event loop running in it.
# What failed is run once more, alone: kills, time-outs and browsers depend on how busy a machine is.
AGAIN := $(BIN)/python -m pytest --last-failed --last-failed-no-failures none
unit: $(DEV)
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore tests/browser $(ARGS) || $(AGAIN) --ignore tests/browser $(ARGS)
	$(if $(ARGS),,$(BIN)/python -m pytest tests/browser || $(AGAIN) tests/browser)

## make eval: the questions of the test split; fails when answers got worse or less grounded
eval: $(DEV)
	$(BIN)/python -m qa eval

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# What answering and the page need; the tests' tools come with the first `make test`.
$(APP): pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[dev]'
	@touch $(APP) $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist *.egg-info
