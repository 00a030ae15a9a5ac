# munisurvey: the commands of the project. `make` alone lists them.

PYTHON ?= python3
# One environment per interpreter, so that `make test PYTHON=python3.13` leaves .venv alone.
VENV ?= $(if $(filter python3,$(PYTHON)),.venv,.venv-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
WAVE ?=

.DEFAULT_GOAL := help
.PHONY: help setup check report test lint format notebooks bench quarto lock clean

help: ## list these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## make the environment with the locked dependencies

# The environment is made without pip of its own, so that Debian's python3-venv is not needed.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "munisurvey needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Hint: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@rm -f $@
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	@echo "Installing the locked dependencies into $(VENV) (once; about 300 MB) ..."
	@pip="$(PYTHON)"; $(PYTHON) -m pip --version >/dev/null 2>&1 || pip=python3; \
	$$pip -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock && \
	$$pip -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

check: $(INSTALLED) ## check the questionnaire
	@$(BIN)/munisurvey check

report: $(INSTALLED) ## from questionnaire and exports to reports/_output (WAVE=... for one wave)
	@$(BIN)/munisurvey report $(WAVE)

test: $(INSTALLED) ## run all tests
	$(BIN)/python -m pytest

lint: $(INSTALLED) ## check code style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(INSTALLED) ## format the code and strip notebook outputs
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .
	$(BIN)/nbstripout notebooks/*.ipynb

notebooks: $(INSTALLED) ## build the warehouse and run every notebook in place of a reader
	@$(BIN)/munisurvey build
	$(BIN)/python -m pytest -n 0 tests/notebooks

bench: $(INSTALLED) ## measure speed and memory; writes benchmarks/results.md
	$(BIN)/python -m benchmarks

quarto: $(INSTALLED) ## optional: install Quarto (downloads from GitHub); reports use it from then on
	$(PYTHON) -m pip --python $(BIN)/python install quarto-cli

lock: $(INSTALLED) ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--group pyproject.toml:dev pyproject.toml --output-file requirements.lock

clean: ## delete everything derived: environment, warehouse, reports
	rm -rf .venv .venv-* reports/_output reports/.quarto .pytest_cache .ruff_cache .hypothesis
	find data/processed -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
