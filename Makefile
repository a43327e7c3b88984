# make run   build the environment and run the example
# make test  lint, types and tests (what CI runs)
# make bench the benchmarks; slow on purpose
# make soak  ten minutes of tasks, channels, deadlines and sessions in one VM; SOAK_SECONDS says otherwise
# make fuzz  random programs against the original

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

SOAK_SECONDS ?= 600

.PHONY: run test lint bench soak fuzz clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(READY)

run: $(READY)
	$(BIN)/harnvm run examples/sessions.harn

lint: $(READY)
	$(BIN)/ruff check harnvm tests benchmarks
	$(BIN)/ruff format --check harnvm tests benchmarks
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -q tests

bench: $(READY)
	$(BIN)/python -m benchmarks

soak: $(READY)
	$(BIN)/python -m benchmarks.soak --seconds $(SOAK_SECONDS)

# Random programs against the original, which HARN_ORIGINAL names.
fuzz: $(READY)
	HARN_FUZZ_PROGRAMS=2000 $(BIN)/python -m pytest -q tests/fuzz

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
