# `make run` is all that is needed to start; `make help` tells the rest.
# Names are relative and quoted, so that the folder's own path may hold spaces.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test prove bench pictures lock format clean
SHELL := /bin/sh
# Else the tests, which make things too, would read of its comings and goings.
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
# Without this machine's own indexes, since the locks are for everybody.
COMPILE := PIP_CONFIG_FILE=/dev/null $(PYTHON) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-annotate --no-emit-options \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

help: ## list what can be made
	@awk -F ': *[^#]*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: .venv/ready-to-run ## start Linli: on Telegram with a token in config.toml, else in the sandbox
	@exec $(PYTHON) -m bot

test: .venv/ready-to-test ## check form, types and imports, and run the tests (LONG=1: those of minutes too)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m pytest -m "$(if $(LONG),,not long)"

prove: .venv/ready-to-test ## kill it a hundred times under load and count what was lost
	$(PYTHON) -m benchmarks.prove

bench: .venv/ready-to-test ## measure it beside other bots
	$(PYTHON) -m benchmarks
	$(PYTHON) -m benchmarks.indicators

pictures: .venv/ready-to-test ## take the pictures in docs/ anew (needs Debian's chromium and poppler-utils)
	$(PYTHON) -m tests.system.pictures

format: .venv/ready-to-test ## bring the code into form
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lock: .venv/ready-to-test ## renew the pinned requirements (needs the network)
	$(COMPILE) --upgrade --extra dev --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --upgrade --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml

clean: ## take away what was made, but neither data nor config.toml
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready-to-run: requirements.lock | $(PYTHON)
	@echo "Setting up from $<; this takes a minute, once."
	@$(INSTALL) -r $<
	@touch $@

.venv/ready-to-test: requirements-dev.lock | $(PYTHON)
	@echo "Setting up from $<; this takes a minute, once."
	@$(INSTALL) -r $<
	@touch $@ .venv/ready-to-run

# A link to a Python that is gone counts as missing, and the folder is then made anew. What says
# that it is ready goes at once, since make looks at that before it looks at Python.
$(shell test -e $(PYTHON) || rm -f .venv/ready-to-run .venv/ready-to-test)
$(PYTHON):
	@for python in python3.13 python3.12 python3.11 python3; do \
		"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
			2>/dev/null && found=$$python && break; \
	done; \
	test -n "$$found" || { \
		echo "Linli needs Python 3.11, 3.12 or 3.13, and none of them is here." >&2; exit 1; }; \
	"$$found" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$$found has no venv module: install it, on Debian with" \
			"'apt install python3-venv'." >&2; exit 1; }; \
	"$$found" -m venv --clear .venv
