# Everything runs in .venv, made here from the pinned and hashed requirements.
# Needed on the machine: Python 3.11 or newer with venv, and make.

PYTHON ?= python3
PORT ?= 8501
# How many processes serve; by default one for each core, up to four.
PROCESSES ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# What the checks look at; a folder that does not exist is left out.
CODE := $(wildcard dashboard.py src pages tests benchmarks deploy docs data/recipe data/basemap/recipe)
# The article's text, where the curator has it; without it the anchors are not proved.
ARTICLE ?= $(wildcard ../shared/source/article.txt)

# Two workers; the tests of a file share its servers and stay together. Files run in the order of
# the folders: the long ones are in the middle, so both workers finish at about the same time.
PYTEST := $(BIN)/python -m pytest
TOGETHER := -n 2 --dist loadfile --no-loadscope-reorder
# The checks before the tests run in parallel, also with the installation of Chromium; the output of
# each is printed in one piece.
BESIDE := --jobs 2 --keep-going $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
# Otherwise every dashboard that a test starts would compile all its modules.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test lint types contracts check unit browser faults test-backends bench soak \
	screenshots previews formats requirements clean

help:  ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/run.stamp $(VENV)/balancer.stamp  ## serve the dashboard (PORT=8501, PROCESSES=)
	$(BIN)/python deploy/serve.py --port $(PORT) $(if $(PROCESSES),--processes $(PROCESSES))

test: $(VENV)/test.stamp  ## everything: lint, types, contracts, data, unit and browser tests
	@$(MAKE) --no-print-directory $(BESIDE) types $(VENV)/packages.stamp check contracts lint
	@$(MAKE) --no-print-directory tests

lint: $(VENV)/test.stamp  ## ruff: rules and format
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: $(VENV)/test.stamp  ## mypy, strict
	$(BIN)/mypy
	$(BIN)/mypy --scripts-are-modules $(wildcard pages/*.py) dashboard.py

contracts: $(VENV)/test.stamp  ## which module may import which
	$(BIN)/lint-imports

check: $(VENV)/test.stamp  ## the data package
	$(BIN)/conflict-atlas check
	$(if $(ARTICLE),$(BIN)/conflict-atlas check --article $(ARTICLE))

.PHONY: tests
tests: $(VENV)/test.stamp $(VENV)/packages.stamp
	$(PYTEST) $(TOGETHER)

unit: $(VENV)/test.stamp  ## the tests that need no browser
	$(PYTEST) $(TOGETHER) -m "not browser"

browser: $(VENV)/test.stamp $(VENV)/packages.stamp  ## the tests in a real Chromium
	$(PYTEST) -m browser

faults: $(VENV)/test.stamp  ## seed faults into the data, and count those that the check names
	$(BIN)/python tests/faults/seeded_faults.py

test-backends: $(VENV)/backends.stamp  ## the same answers from DuckDB, PostgreSQL and Spark
	$(PYTEST) -m backends tests/backends

bench: $(VENV)/test.stamp $(VENV)/packages.stamp  ## measure the dashboard beside a plain one
	$(BIN)/python benchmarks/run.py

# Some twenty-five minutes, by itself: two dashboards for ten, and a rest after each.
SOAK ?=
soak: $(VENV)/test.stamp $(VENV)/balancer.stamp  ## 300 readers for ten minutes, kills, imports
	PYTHONPATH=deploy $(BIN)/python benchmarks/soak.py $(SOAK)

screenshots: $(VENV)/test.stamp $(VENV)/chromium.stamp  ## take every page from the running app
	$(BIN)/python docs/screenshots.py

previews: $(VENV)/test.stamp  ## read ten links as a crawler does; their pictures on one sheet
	$(BIN)/python docs/previews.py

formats: $(VENV)/test.stamp  ## write the import formats into docs/events.md and data/
	$(BIN)/python docs/formats.py

requirements:  ## pin and hash the dependencies of pyproject.toml again
	PYTHON=$(PYTHON) bash deploy/requirements.sh

clean:  ## remove what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is renewed only when what it was made from changes.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --editable .
	touch $@

$(VENV)/test.stamp: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --editable .
	touch $@ $(VENV)/run.stamp

$(VENV)/backends.stamp: requirements-backends.txt | $(VENV)/test.stamp
	bash tests/backends/servers.sh
	$(PIP) install --quiet --require-hashes -r requirements-backends.txt
	touch $@

$(VENV)/chromium.stamp: | $(VENV)/test.stamp
	bash tests/browser/chromium.sh $(BIN)/python
	touch $@

$(VENV)/balancer.stamp: | $(VENV)/run.stamp
	bash deploy/balancer.sh
	touch $@

# One after the other: only one program at a time can install system packages.
$(VENV)/packages.stamp: $(VENV)/chromium.stamp
	$(MAKE) --no-print-directory $(VENV)/balancer.stamp
	touch $@
