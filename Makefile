# The academy's commands. `make demo` and `make test` are all a newcomer needs.
# Python 3.11 to 3.13 and make are enough: everything else is brought into .venv and node_modules.

# The system's own Python is built for speed, one compiled by hand often takes half as long again: it comes
# first if it can make environments.
PY ?= $(shell for part in ensurepip sys; do for p in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do \
	$$p -c "import sys, $$part; sys.exit(not (3,11) <= sys.version_info < (3,14))" 2>/dev/null && echo $$p && exit; done; done)
PORT ?= 8000
WORKERS ?= 2

export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export NODE_USE_SYSTEM_CA := 1
export npm_config_update_notifier := false
export PYTHONUNBUFFERED := 1
# Images of containers forbid Python to keep what it compiled: every process would compile the academy again.
export PYTHONDONTWRITEBYTECODE :=

E := .venv/bin
BOOT := .local/boot
ASSETS := $(shell find templates/assets -type f 2>/dev/null)
PYTEST := $(E)/python -m pytest -n $(WORKERS)

.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage bench storm lint types contracts check format browser clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -e 's/:.*## /|/' | while IFS='|' read -r n t; do printf '  make %-10s %s\n' "$$n" "$$t"; done

setup: static/build/.built ## Install what the academy needs into .venv and node_modules

.venv/.synced: requirements-dev.txt
	@python="$(PY)"; [ -n "$$python" ] && $$python -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14))' \
	  || { echo "The academy needs Python 3.11, 3.12 or 3.13. Name one: make setup PY=/path/to/python3.11" >&2; exit 1; }
	@sh .ci/environment "$(PY)" requirements-dev.txt
	@touch $@

static/build/.built: .venv/.synced package.json package-lock.json $(ASSETS)
	@echo "Building the page styles and scripts"
	@PATH="$(CURDIR)/$(E):$$PATH" sh templates/assets/build.sh
	@touch $@

demo: setup ## Start the demo academy on http://127.0.0.1:8000 (PORT=8001 to move it)
	@exec env DJANGO_SETTINGS_MODULE=academy.settings.demo $(E)/python manage.py run_demo --port $(PORT) --stop-with-parent

# The shell is Chromium without windows, which cost ten times as much as a page; not every system packs it.
browser:
	@sh .ci/system-packages chromium-headless-shell fonts-liberation || sh .ci/system-packages chromium fonts-liberation

test: setup browser ## Run every test (T=tests/academy for some of them)
	@$(PYTEST) $(T)

coverage: setup browser ## Run every test and say which lines none of them reaches; half as slow again
	@$(PYTEST) --cov --cov-report=term:skip-covered $(T)

bench: setup ## Measure against the floors; prints one JSON document
	@exec $(E)/python -m bench

storm: setup ## Book 50 places 5,000 times at once from 20 processes (DATABASE_URL: on PostgreSQL too)
	@exec $(E)/python -m bench.storm

lint: setup ## Style
	@$(E)/ruff check . && $(E)/ruff format --check .

format: setup ## Put the style right
	@$(E)/ruff check --fix . && $(E)/ruff format .

types: setup ## Types
	@$(E)/mypy

contracts: setup ## Which way imports may point
	@$(E)/lint-imports --no-logo

check: lint types contracts ## Style, types and imports

clean: ## Remove what setup built; the demo's data in .local stays
	rm -rf .venv node_modules static/build build $(BOOT)
