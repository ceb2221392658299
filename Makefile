# What a new user and CI call. Needs Python 3.11 or later; everything else is set up here.
PYTHON ?= python3
PORT ?= 8040
GRAPH ?= graph
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin

# The editor of queries: from npm, never committed. A new version is a new sum here (sha256sum of what npm pack gives).
EDITOR_FOLDER := endpoint/static/editor
YASQE := zazuko-yasqe-4.6.2.tgz
YASQE_SUM := 06fb9f18817157d755df192cd613fb77cc2aa1a7048469d3f05da461809d6f00
CODEMIRROR := codemirror-5.65.20.tgz
CODEMIRROR_SUM := 0ef6484ea4f71c28c6b3dd146349e79786762fc4b42e5b33befea6201c7fa6c8

.PHONY: help serve build editor test check lint types lock clean

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
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/interop; $(MAKE) --no-print-directory editor; \
	 else echo "npm is missing: the tests of exports in N3.js and of the editor of queries will be skipped"; fi
	@touch $@

build: $(VENV)/.ready  ## build the graph from seeds/ into GRAPH=graph
	$(BIN)/mithaq build seeds -o $(GRAPH)

serve: build  ## build the graph and serve it at http://127.0.0.1:PORT (PORT=8040)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory editor || true; fi
	$(BIN)/mithaq serve $(GRAPH) --port $(PORT)

$(EDITOR_FOLDER)/yasqe.min.js: Makefile
	@echo "Fetching the editor of queries into $(EDITOR_FOLDER)"
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	npm pack --silent --pack-destination "$$folder" @zazuko/yasqe@4.6.2 codemirror@5.65.20 >/dev/null; \
	(cd "$$folder"; printf '%s  %s\n' $(YASQE_SUM) $(YASQE) $(CODEMIRROR_SUM) $(CODEMIRROR) | sha256sum --check --quiet; \
	 mkdir yasqe codemirror; tar -xzf $(YASQE) -C yasqe; tar -xzf $(CODEMIRROR) -C codemirror); \
	mkdir -p $(EDITOR_FOLDER); \
	cp "$$folder/yasqe/package/build/yasqe.min.css" $(EDITOR_FOLDER)/; \
	cp "$$folder/yasqe/package/package.json" $(EDITOR_FOLDER)/yasqe.package.json; \
	cp "$$folder/codemirror/package/LICENSE" $(EDITOR_FOLDER)/codemirror.LICENSE; \
	grep -v '^//# sourceMappingURL=' "$$folder/yasqe/package/build/yasqe.min.js" > $@

editor: $(EDITOR_FOLDER)/yasqe.min.js  ## fetch the editor of queries with npm; without it the page has a plain one

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

clean:  ## remove the environment, the built graph and the editor
	rm -rf $(VENV) $(GRAPH) $(EDITOR_FOLDER)
