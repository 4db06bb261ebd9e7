# The same commands for people and for CI. `make booklet` sets up whatever is missing.
# PYTHON may name another interpreter: make booklet PYTHON=python3.12

PYTHON ?=
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement

LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
# Load the libraries as WeasyPrint does: it knows where they are on each system. The exit code says whether it could.
HAVE_LIBRARIES = $(RUN) -W ignore -c "from weasyprint.text.ffi import harfbuzz_subset as it; raise SystemExit(it is None)" 2>/dev/null >/dev/null

.PHONY: booklet test check figures thorough pictures format bench cluster libraries clean constraints

booklet: libraries
	$(RUN) make_booklet.py booklet

check: libraries
	$(RUN) make_booklet.py check

# Draw the exercises and pictures whose pose has changed; NAMES="brug schelp" draws those.
figures: $(VENV)/figures
	$(RUN) make_booklet.py figures $(NAMES)

test: libraries $(VENV)/test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(RUN) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Set more than a thousand handouts, of every exercise beside every other, with the longest words.
thorough: libraries $(VENV)/test
	$(RUN) -m pytest -m thorough -s

# Take the pictures of HANDLEIDING.md again, in a headless Chromium.
pictures: libraries $(VENV)/test
	HANDLEIDING_BEELDEN=1 $(RUN) -m pytest -q tests/test_desk_browser.py tests/test_preview.py

bench: libraries $(VENV)/test
	$(RUN) -m pytest tests/benchmarks --benchmark-only --benchmark-columns=median,stddev,rounds

format: $(VENV)/test
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

libraries: $(VENV)/run
	@if $(HAVE_LIBRARIES); then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends $(LIBRARIES) >/dev/null; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then \
	  sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends $(LIBRARIES) >/dev/null; \
	elif command -v apt-get >/dev/null; then \
	  echo "Pango ontbreekt. Typ: sudo apt-get install $(LIBRARIES)"; exit 3; \
	else \
	  echo "Pango ontbreekt. Typ op een Mac: brew install pango harfbuzz. Op Windows: zie README.md, «System libraries»."; exit 3; \
	fi

$(VENV)/bin/python:
	@for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$name -c "import sys; raise SystemExit(sys.version_info < (3, 11))" 2>/dev/null; then \
	    $$name -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); echo "De Python-module venv ontbreekt. Typ: sudo apt-get install python3-venv"; exit 3; \
	  fi; \
	done; \
	echo "Python 3.11 of nieuwer ontbreekt. Haal het van python.org, of typ: sudo apt-get install python3 python3-venv"; exit 3

$(VENV)/run: constraints.txt | $(VENV)/bin/python
	$(PIP) constraints.txt
	@touch $@

$(VENV)/figures: constraints-figures.txt | $(VENV)/run
	$(PIP) constraints-figures.txt
	@touch $@

# Lists on a cluster of machines: handouts --dask ADDRESS.
cluster: libraries $(VENV)/cluster
$(VENV)/cluster: constraints-cluster.txt | $(VENV)/run
	$(PIP) constraints-cluster.txt
	@touch $@

$(VENV)/test: constraints-test.txt | $(VENV)/run
	$(PIP) constraints-test.txt
	@touch $@

# Renew the pinned, hashed lists after a change in pyproject.toml (needs pip-tools).
COMPILE := pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate --no-header
constraints:
	$(COMPILE) -o constraints.txt pyproject.toml
	$(COMPILE) --extra figures -o constraints-figures.txt pyproject.toml
	$(COMPILE) --extra cluster -o constraints-cluster.txt pyproject.toml
	$(COMPILE) --extra cluster --extra figures --extra test -o constraints-test.txt pyproject.toml

clean:
	rm -rf $(VENV) output .mypy_cache .pytest_cache .ruff_cache
