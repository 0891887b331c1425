# The project's commands. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo web web-dev web-client web-check serve test test-faults check lint fix bench bench-api bench-uploads bench-realtime bench-editor bench-answers bench-support contact-sheets screenshots lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 18

.venv/installed: requirements.lock pyproject.toml
	@scripts/environment $(PYTHON) requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock pyproject.toml
	@scripts/environment $(PYTHON) requirements-dev.lock
	@touch .venv/installed $@

demo: .venv/installed ## turn the example deck into out/internet-em-casa.mp4
	@mkdir -p out
	@$(BIN)/tecnocursos make examples/internet-em-casa.pptx -o out/internet-em-casa.mp4

WEB := src/tecnocursos/api/web/index.html

web: $(WEB) ## build the app for the browser into the package (needs Node.js 20.19)

web/node_modules/.package-lock.json: web/package-lock.json web/package.json
	@cd web && npm ci --no-audit --no-fund
	@touch $@

$(WEB): web/node_modules/.package-lock.json web/index.html web/vite.config.ts $(shell find web/src web/public -type f)
	@cd web && npm run --silent build
	@touch $@

serve: .venv/installed web ## serve the product with its app at http://127.0.0.1:8000
	@$(BIN)/tecnocursos serve

web-dev: web/node_modules/.package-lock.json ## serve the app as it is written, at http://localhost:5173; the API comes from a running `serve`
	@cd web && npm run --silent dev

web-client: .venv/installed-dev web/node_modules/.package-lock.json ## write the app's client anew from the API's description
	@$(BIN)/python scripts/api-description web/openapi.json
	@cd web && npm run --silent client

web-check: .venv/installed-dev web ## the app: style, types, tests, sizes, and whether its client is fresh
	@scripts/web-check

test: .venv/installed-dev web ## run all tests
	@scripts/test

test-faults: .venv/installed-dev ## the long fault tests: workers killed, servers restarted, crowds of attackers, with the promised numbers
	@TEST_FAULTS=full .venv/bin/python scripts/test-servers .venv/bin/pytest -s tests/faults tests/accounts/test_credential_stuffing.py

lint: .venv/installed-dev ## style, types and layers
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

check: lint web-check test ## all that CI runs

fix: .venv/installed-dev ## format, and mend what can be mended
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

bench: .venv/installed ## measure against MoviePy and a plain FFmpeg command; writes docs/performance.md
	@scripts/bench $(PYTHON)

bench-api: .venv/installed-dev ## measure the server at 500 connections, beside bare FastAPI
	@PYTHONPATH=src:tests $(BIN)/python bench/api/run.py

bench-uploads: .venv/installed-dev ## measure 50 uploads at once, and memory while hostile files are read
	@PYTHONPATH=src:tests $(BIN)/python bench/api/uploads.py

bench-realtime: .venv/installed-dev ## measure 500 sockets in rooms of 50, with one message a second from each room and from each socket
	@PYTHONPATH=src:tests $(BIN)/python bench/realtime.py --every 50 --seconds 20
	@PYTHONPATH=src:tests $(BIN)/python bench/realtime.py

bench-editor: .venv/installed-dev web ## measure how the editor opens, scrolls and takes writing with 200 scenes
	@PYTHONPATH=src:tests $(BIN)/python bench/editor.py

bench-answers: .venv/installed-dev ## measure how well questions are answered, beside plain BM25; writes docs/performance-answers.md
	@PYTHONPATH=src:tests $(BIN)/python bench/answers.py

bench-support: .venv/installed-dev ## measure a mass outage: 120 webhooks a second for 5 minutes, workers killed; needs PostgreSQL, Redis, RabbitMQ
	@PYTHONPATH=src:tests $(BIN)/python scripts/test-servers $(BIN)/python bench/support_load.py

contact-sheets: .venv/installed ## draw every kind of slide in every template, and moments of the demo, to out/contact-sheets/
	@$(BIN)/python scripts/contact-sheets
	@if [ -e out/internet-em-casa.mp4 ]; then $(BIN)/python scripts/moments out/internet-em-casa.mp4 out/contact-sheets/demo.png; fi

screenshots: .venv/installed-dev web ## pictures of every page of the app in both languages and themes at three widths, to out/screenshots/
	@PYTHONPATH=src:tests $(BIN)/python scripts/screenshots $(PAGES)

lock: ## write the lock files anew (needs uv)
	@scripts/lock

clean: ## remove what the commands made
	@rm -rf .venv .venv-bench web/node_modules src/tecnocursos/api/web out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
