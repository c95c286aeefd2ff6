# The project's few commands. `make help` lists them; README.md says what each is for.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# A test that hangs fails alone, with where it hung, instead of holding up the rest.
PYTEST := $(BIN)/python -m pytest --timeout=400

.PHONY: help setup setup-dev run test check format bench lock clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1 \2/p' $(MAKEFILE_LIST) | while read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

setup: .venv/.setup ## Make .venv and install the dashboard as locked (PYTHON=... chooses the Python)

setup-dev: .venv/.setup-dev ## The same, and what the tests and checks need

run: setup ## Start the dashboard, with demonstration data if there is none
	$(BIN)/cpdash demo --if-none
	$(BIN)/cpdash serve

test: setup-dev ## Run every test, in a real browser too (CPDASH_NO_BROWSER=1 leaves those out)
	@sh .ci/nginx >/dev/null || true # without it one test is skipped, and says so
	@if [ "$${CPDASH_NO_BROWSER:-}" != 1 ]; then CPDASH_CHROMIUM=$$(sh .ci/browser) && export CPDASH_CHROMIUM || exit 1; fi; \
	$(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup-dev ## Check style, types, layers, unused code, the catalogue and known vulnerabilities
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/cpdash catalogue check
	$(BIN)/python .ci/audit.py

format: setup-dev ## Put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## Measure speed and memory
	$(PYTEST) --timeout=900 tests/bench -s -m bench $(ARGS)

# The two locks name no address, so that whoever installs decides where packages come from.
UV_LOCK := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --custom-compile-command 'make lock'

lock: ## Make both locks again from pyproject.toml (needs uv; UPGRADE=--upgrade takes newer versions)
	@command -v uv >/dev/null || { echo "make lock needs uv: pipx install uv, or pip install uv elsewhere" >&2; exit 1; }
	$(UV_LOCK) $(UPGRADE) --group build --output-file requirements.lock.txt pyproject.toml
	$(UV_LOCK) $(UPGRADE) --group build --group dev --constraints requirements.lock.txt \
		--output-file requirements-dev.lock.txt pyproject.toml

clean: ## Remove .venv and everything that tools leave behind; never data
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/browser/shots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# make follows the link to the Python behind .venv: one that has gone makes the environment anew, one that was
# replaced installs into it again.
.venv/bin/python:
	@python=$$(PYTHON='$(PYTHON)' sh .ci/python) || exit 1; \
	echo "Making .venv with $$("$$python" --version)"; \
	"$$python" -m venv --clear .venv || { rm -rf .venv; \
		echo "Python could not make .venv. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }

.venv/.setup: requirements.lock.txt pyproject.toml .venv/bin/python
	@echo "Installing the locked requirements"
	@$(PIP) install --require-hashes -r requirements.lock.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.setup-dev: requirements-dev.lock.txt .venv/.setup
	@echo "Installing what the tests and checks need"
	@$(PIP) install --require-hashes -r requirements-dev.lock.txt
	@touch $@
