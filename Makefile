# The commands of the product. `make` lists them.
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
NPM := $(shell command -v npm || echo $(PY) tools/npm.py)
# PostgreSQL for the tests; the server is asked for, never started.
TEST_POSTGRES ?= postgres://postgres@127.0.0.1:5432/postgres
WORKERS ?= 2
# Every template of the product.
TEMPLATES = $$(git ls-files 'tripartite/*.html')

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgres test-browser check fmt bench docs lock clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

# ------------------------------------------------------------------ set-up
# --no-deps: the lock files are whole, and an older pip looks past the pin of a package that
# another one wants with an extra.
$(VENV)/.runs: requirements.txt requirements-node.txt
	test -x $(PY) || python3 -m venv $(VENV)
	$(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	command -v npm >/dev/null || $(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-node.txt
	touch $@

$(VENV)/.develops: $(VENV)/.runs requirements-dev.txt
	$(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	touch $@

node_modules/.installed: package.json package-lock.json $(VENV)/.runs
	$(NPM) ci --no-audit --no-fund --loglevel=error
	touch $@

# ------------------------------------------------------------------ use
run: $(VENV)/.runs node_modules/.installed  ## serve a demonstration school on SQLite (PORT=8000)
	DEMO=1 SITE_URL=http://localhost:$(PORT) $(PY) manage.py serve --port $(PORT)

# ------------------------------------------------------------------ proof
test: check test-sqlite test-postgres test-browser  ## everything: checks, both databases, the browser

test-sqlite: $(VENV)/.develops node_modules/.installed  ## the tests, on SQLite
	$(PY) -m pytest -n $(WORKERS) -m "not browser"

test-postgres: $(VENV)/.develops node_modules/.installed  ## the tests, on PostgreSQL
	@if $(PY) tools/can_connect.py "$(TEST_POSTGRES)"; then \
	  DATABASE_URL="$(TEST_POSTGRES)" $(PY) -m pytest -n $(WORKERS) -m "not browser and not pure"; \
	elif [ -n "$$CI" ]; then echo "PostgreSQL does not answer at TEST_POSTGRES: in CI this is a failure."; exit 1; \
	else echo "PostgreSQL does not answer at TEST_POSTGRES: its half of the tests did not run."; fi

test-browser: $(VENV)/.develops node_modules/.installed  ## whole journeys in Chromium
	tools/ensure_chromium
	$(PY) -m pytest -m browser

check: $(VENV)/.develops node_modules/.installed  ## style, types, contracts, templates, migrations, documents
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/mypy
	$(VENV)/bin/djangofmt --check $(TEMPLATES)
	$(PY) manage.py check --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) tools/generate_docs.py --check

fmt: $(VENV)/.develops  ## put the code in order
	$(VENV)/bin/ruff check --fix-only --quiet .
	$(VENV)/bin/ruff format --quiet .
	-$(VENV)/bin/djangofmt --quiet $(TEMPLATES)

docs: $(VENV)/.develops  ## print the documents that come out of the code anew
	$(PY) tools/generate_docs.py

bench: $(VENV)/.develops  ## timings, into bench/results.json
	$(PY) bench/run.py

lock: $(VENV)/.develops  ## pin the requirements anew, with hashes
	$(PY) -m pip install --quiet uv
	for name in requirements requirements-dev requirements-node; do \
	  $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$name.in -o $$name.txt; \
	done

clean:  ## forget what was installed and the demonstration
	rm -rf $(VENV) node_modules var
