# How is SIKEREN prepared, tried out and checked? `make run` and `make test` are all one needs.

PYTHON ?= $(shell ./.ci/need --python)
PORT ?= 8000
PIP = .venv/bin/pip --disable-pip-version-check --quiet
SIDE_BY_SIDE = $(MAKE) --no-print-directory --jobs=2

# Everything a bundle is made from; what the build itself makes is not a source.
SOURCES := $(shell find static service_worker -path static/build -prune -o -type f -print)

.PHONY: help setup ready install run gallery picture test check data-tests js-tests browser-tests \
	webkit-tests lighthouse release-archive lock clean

help:
	@echo "make run     try SIKEREN with demo data on http://localhost:$(PORT)"
	@echo "make test    every check, as CI runs them"
	@echo "make bench   check-ins a second, a regency's month, its files, and the desks"
	@echo "make gallery every screen in every state and size, as pictures in gallery/index.html"
	@echo "make picture the picture of the README, taken anew"
	@echo "make lighthouse  scores of the Absen screen on a cheap phone, which must be 100"
	@echo "make setup   prepare only; the program is then .venv/bin/sikeren"
	@echo "make install the same for a server: without what only developers need"
	@echo "make release-archive REF=v0.1.0   keep a release's phone app for the tests"
	@echo "make lock    renew the lock files of Python and npm"
	@echo "make clean   take away what setup and tests made (never ./data)"

# First what the machine must bring: two of these at once must not both call its package manager.
setup:
	@./.ci/need python node
	@$(SIDE_BY_SIDE) ready

ready: .venv/.installed static/build/build.json
	@:

.venv/bin/pip:
	@./.ci/need python
	$(PYTHON) -m venv --clear .venv

.venv/.installed: requirements-dev.lock pyproject.toml | .venv/bin/pip
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps -e .
	@touch $@

node_modules/.installed: package-lock.json package.json
	@./.ci/need node
	npm ci --no-fund --no-audit --loglevel=error
	@touch $@

static/build/build.json: node_modules/.installed $(SOURCES)
	npm run --silent build
	@touch $@

# On a server: only what the program itself needs, and the browser's half built.
install: requirements.lock static/build/build.json | .venv/bin/pip
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .

run: setup
	@.venv/bin/sikeren demo --data data --origin http://localhost:$(PORT)
	@.venv/bin/sikeren serve --data data --host localhost --port $(PORT)

# Tests side by side; more than there are cores fill the time in which one waits.
WORKERS ?= 2

# The order: what is quickest to tell comes first, and what uses a single core goes together.
# Synchronous Playwright and asyncio do not share a process, and WebKit needs a display: hence
# three runs of pytest.
test: setup
	@./.ci/need chromium webkit postgresql
	@$(SIDE_BY_SIDE) check js-tests webkit-tests
	@$(MAKE) --no-print-directory data-tests
	@$(MAKE) --no-print-directory browser-tests

check:
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	npm run --silent lint
	npm run --silent types

data-tests:
	.venv/bin/pytest --ignore tests/browser --ignore tests/webkit -n $(WORKERS)

js-tests:
	npm test --silent

browser-tests:
	.venv/bin/pytest tests/browser -n $(WORKERS)

webkit-tests:
	@./.ci/need webkit
	.venv/bin/pytest tests/webkit

# To be looked at by a person; the states are those of the browser tests.
ALBUM = .venv/bin/pytest -q tests/browser/gallery/album.py
gallery: setup
	@./.ci/need chromium
	rm -rf gallery
	$(ALBUM) -k "not readme" -n $(WORKERS)
	.venv/bin/python -m tests.browser.gallery.index

picture: setup
	@./.ci/need chromium
	$(ALBUM) -k readme

# After each release: its phone app must go on working with the servers that follow.
REF = HEAD
release-archive:
	@./.ci/release-archive $(REF)

# On a quiet machine; what README and docs say of speed comes from here.
bench: setup
	@./.ci/need postgresql
	.venv/bin/python -m bench.intake
	.venv/bin/python -m bench.recap
	.venv/bin/python -m bench.export
	.venv/bin/python -m bench.desk
	.venv/bin/python -m bench.inbox
	.venv/bin/python -m bench.imports

# On a quiet machine: performance is reckoned from what this browser takes.
lighthouse: setup
	@./.ci/need chromium
	.venv/bin/python -m bench.lighthouse

# Pins stay as they are unless `make lock LOCK=--upgrade`. No index host enters the files.
LOCK =
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links $(LOCK)
lock: .venv/.installed
	$(PIP) install uv
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	npm install --package-lock-only --no-fund --no-audit

clean:
	rm -rf .venv node_modules static/build .pytest_cache .mypy_cache .ruff_cache .hypothesis
