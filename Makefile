# Madang. A newcomer needs two lines of this: `make run` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Two at a time, in order, so that what drives a browser comes last in each of the two.
TEST_JOBS ?= 2
PYTEST_ARGS ?=

.PHONY: help
help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: setup ## start everything; Ctrl-C stops everything
	@exec $(BIN)/madang run $(if $(PORT),--port $(PORT))

.PHONY: setup
setup: $(VENV)/.madang ## make the environment

.PHONY: setup-nation
setup-nation: $(VENV)/.nation ## the same, with what the engines for a whole country need (numba)

.PHONY: setup-spark
setup-spark: $(VENV)/.spark ## and what spreads them over a cluster (PySpark, 400 MB; Java 17 is yours to install)

.PHONY: setup-dev
setup-dev: $(VENV)/.dev ## the same, with what tests and linters need

.PHONY: test
test: setup-dev ## linters and the whole suite, side by side
	@$(MAKE) --no-print-directory -j 2 check suite

.PHONY: suite
suite: setup-dev ## the whole suite
	$(BIN)/python -m pytest -n $(TEST_JOBS) --dist load $(PYTEST_ARGS)

.PHONY: check
check: setup-dev ## ruff, import-linter, mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

.PHONY: format
format: setup-dev ## let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: lock
lock: ## write the lock files again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-nation.in -o requirements-nation.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-spark.in -o requirements-spark.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.lock

.PHONY: clean
clean: ## forget the environment and the caches; var/ (the data) stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Madang needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make run PYTHON=python3.12"; exit 1; }
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	@echo "Installing what Madang runs on (once, about 90 MB) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.madang: pyproject.toml $(VENV)/.runtime
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.nation: requirements-nation.lock $(VENV)/.madang
	@echo "Installing the engines for a whole country (once, about 45 MB) …"
	@$(PIP) install --require-hashes -r requirements-nation.lock
	@touch $@

$(VENV)/.spark: requirements-spark.lock $(VENV)/.madang
	@echo "Installing what spreads the engines over a cluster (once, about 550 MB) …"
	@$(PIP) install --require-hashes -r requirements-spark.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.madang
	@echo "Installing what tests and linters need …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: bench
bench: setup-dev ## figures for docs/benchmarks.md; a quarter of an hour on a quiet machine
	$(BIN)/python -m benchmarks.check
	$(BIN)/python benchmarks/population.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python -m benchmarks.nation --size 1000000
	$(BIN)/python -m benchmarks.openfisca
	$(BIN)/python -m benchmarks.questions --families 20 --idle 0
	$(BIN)/python -m benchmarks.table
	$(BIN)/python -m benchmarks.bitmaps --residents 1000000
	$(BIN)/python -m benchmarks.cases
	$(BIN)/python -m benchmarks.log --entries 50000
	$(BIN)/python -m benchmarks.hub
	$(BIN)/python -m benchmarks.letters
	$(BIN)/python -m benchmarks.catalogue_import

.PHONY: soak
soak: setup-dev ## the long proofs: 100 kills of a house at work, 10,000 families with a fact hidden, 100,000 agreements; hours
	$(BIN)/python -m benchmarks.agreement --triples 100000
	$(BIN)/python -m benchmarks.nation --size 0 --check 10000
	$(BIN)/python -m benchmarks.whole_rulebook --families 100000
	$(BIN)/python -m benchmarks.definiteness --families 10000
	$(BIN)/python -m benchmarks.questions --families 200
	$(BIN)/python -m benchmarks.agreement_conditions --triples 100000
	$(BIN)/python -m benchmarks.failing
	$(BIN)/python -m benchmarks.memory
	$(BIN)/python -m benchmarks.spine_load
	MADANG_API_EXAMPLES=200 $(BIN)/python -m pytest tests/apis --timeout 3600
	$(BIN)/python -m tests.kills --seed 1 --kills-per-type 20

.PHONY: kills
kills: setup-dev ## kill -9 of web, hub, workers, witness and database, 20 times each, while people work; 20 minutes
	$(BIN)/python -m tests.kills --seed 1 --kills-per-type 20

.PHONY: spark
spark: setup-dev setup-spark ## Spark on two local workers: its tests, and the same counts and won as one machine
	$(BIN)/python -m pytest src/madang/insight/tests src/madang/cli/tests/test_cluster_commands.py -k cluster
	$(BIN)/python -m benchmarks.spark --size 100000

.PHONY: faults
faults: setup-dev ## seeded faults in rules, engine and house, one at a time: every one must be caught
	$(BIN)/python -m tests.seeded_faults
