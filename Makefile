# All tasks of developers and CI. Needs only Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
# Tests start hundreds of processes of this program: each would compile it again where the
# environment forbids Python to keep what it compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo track test soak reliability check lint types fast bench fmt lock pywb audit sbom clean

# The product alone; the stamp file records that the environment matches the lock file.
.venv/product.stamp: requirements.lock requirements-build.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11, 3.12 or 3.13 is needed, this is " + sys.version) if not (3, 11) <= sys.version_info < (3, 14) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock -r requirements-build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The product and its development tools.
.venv/develop.stamp: .venv/product.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

# pywb is the archive that backfill is tested against. It pins a redis version that conflicts with
# Prefect, so it gets its own environment.
.pywb/stamp: requirements-pywb.lock
	test -x .pywb/bin/python || $(PYTHON) -m venv .pywb
	.pywb/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-pywb.lock
	touch $@

pywb: .pywb/stamp

demo: .venv/product.stamp
	$(BIN)/policytrail demo

track: .venv/product.stamp
	$(BIN)/policytrail track

# One process more than there are cores, since a good part of the tests waits for servers;
# tests/conftest.py sets the order. `.venv/bin/pytest FILE` runs single files.
test: .venv/develop.stamp .pywb/stamp
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 5 --no-loadscope-reorder

# What takes minutes each: the whole demo twice, many hostile servers, long waits, and the properties
# with forty times as many examples. `make test` runs short forms of it.
soak: .venv/develop.stamp
	$(BIN)/python -m pytest --reliability -m "soak or sampled or hypothesis" --hypothesis-profile soak

# Every attack, fault and kill that the tests try, one after the other; writes docs/reliability.md.
reliability: .venv/develop.stamp
	$(BIN)/python -m pytest --reliability $$($(BIN)/python -m tests.reliability)

# What starts no server, no browser, no program and no database: the rules on the texts themselves.
FAST := $(wildcard tests/test_*.py) $(addprefix tests/,diff evidence extract language provisions \
	significance sources trackers web) policytrail

# All three at once, each one's output in one piece.
check: .venv/develop.stamp
	$(MAKE) --jobs 3 --output-sync=target --no-print-directory lint types fast

lint: .venv/develop.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/develop.stamp
	$(BIN)/pyright

fast: .venv/develop.stamp
	$(BIN)/python -m pytest $(FAST)

fmt: .venv/develop.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# `make bench BENCH="pipeline changes"` runs only those benchmarks.
bench: .venv/develop.stamp .pywb/stamp
	$(BIN)/python -m benchmarks $(BENCH)

# The tools of the next two targets; their pins would hold back those of the product.
.audit/stamp: requirements-audit.lock
	test -x .audit/bin/python || $(PYTHON) -m venv .audit
	.audit/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-audit.lock
	touch $@

# Look up every locked package in the vulnerability data of the package index. Fails where a package
# cannot be looked up, e.g. offline: "not looked up" must not read like "no known vulnerability".
audit: .audit/stamp
	@for lock in requirements.lock requirements-{build,dev,pywb,audit}.lock; do \
		echo "$$lock:"; \
		.audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r $$lock \
			|| { echo "audit: $$lock has a vulnerable package, or one that could not be looked up (see above)" >&2; exit 1; }; \
	done

# The bill of materials of the product: every locked package with its hashes, as CycloneDX.
sbom: .audit/stamp
	mkdir -p dist
	.audit/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o dist/policytrail.cdx.json

# Update the lock files after changing dependencies (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -q --extra browser --extra fast --extra lake --extra pdf --extra print pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -q --all-extras --group dev pyproject.toml -o requirements-dev.lock
	echo pywb==2.10.0 | uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -q - -o requirements-pywb.lock
	echo "setuptools>=80" | uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -q - -o requirements-build.lock
	printf 'pip-audit\ncyclonedx-bom\n' | uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -q - -o requirements-audit.lock

clean:
	rm -rf .venv .pywb .audit .demo .pytest_cache .ruff_cache .hypothesis
