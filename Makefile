# What a new user and CI call. Needs Python 3.11 or later; everything else is set up here.
PYTHON ?= python3
PORT ?= 8040
GRAPH ?= graph
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help serve build test check lint types lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "mithaq needs Python 3.11 or later: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements-test.lock tests/interop/package-lock.json
	@echo "Setting up what tests need"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.lock
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/interop; \
	 else echo "npm is missing: the tests of exports in N3.js will be skipped"; fi
	@touch $@

build: $(VENV)/.ready  ## build the graph from seeds/ into GRAPH=graph
	$(BIN)/mithaq build seeds -o $(GRAPH)

serve: build  ## build the graph and serve it at http://127.0.0.1:PORT (PORT=8040)
	$(BIN)/mithaq serve $(GRAPH) --port $(PORT)

test: $(VENV)/.ready-test  ## run all tests, on two processes (JOBS=1 for one)
	$(BIN)/pytest -n $(JOBS)

check: lint types  ## formatter, linter, types and docs tests
	$(BIN)/pytest -q tests/docs

lint: $(VENV)/.ready-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.ready-test
	$(BIN)/mypy

lock: $(VENV)/.ready-test  ## pin the newest versions that pyproject.toml allows
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra test -c requirements.lock -o requirements-test.lock pyproject.toml

clean:  ## remove the environment and the built graph
	rm -rf $(VENV) $(GRAPH)
