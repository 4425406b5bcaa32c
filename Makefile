# make map    the map of the reports in seeds/, with everything it needs
# make test   all checks and tests, with everything they need
# make lock   pin the dependencies anew
# make clean  remove what the others made

PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check -qq
INSTALL := $(PIP) install --require-hashes --no-build-isolation
SEEDS := seeds
MAP := maps/seeds
FLAGS :=

.PHONY: map test lock clean
.DELETE_ON_ERROR:

# What the map is made of, and how, stands in $(SEEDS)/evacmap.toml.
map: $(VENV)/ready
	@$(VENV)/bin/evacmap build $(SEEDS) -o $(MAP) $(FLAGS)

test: $(VENV)/ready-to-test
	@sh .ci/browser.sh
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest -n 2

$(VENV)/made: .ci/requirements-build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "evacmap needs Python 3.11 or newer and '$(PYTHON)' is not; try: make PYTHON=python3.12 map" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
	  echo "'$(PYTHON)' cannot make an environment; on Debian: sudo apt-get install python3-venv" >&2; \
	  exit 1; }
	@echo "Installing evacmap into $(VENV), once; this takes some minutes ..." >&2
	@$(INSTALL) -r .ci/requirements-build.txt
	@touch $@

$(VENV)/ready: $(VENV)/made .ci/requirements.txt pyproject.toml
	@$(INSTALL) -r .ci/requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready .ci/requirements-test.txt
	@$(INSTALL) -r .ci/requirements-test.txt
	@touch $@

# Needs uv. The files hold no address of a package index, so that any index or mirror serves.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

lock:
	$(COMPILE) .ci/requirements-build.in -o .ci/requirements-build.txt
	$(COMPILE) pyproject.toml --extra all -o .ci/requirements.txt
	$(COMPILE) --group test -c .ci/requirements.txt -o .ci/requirements-test.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
