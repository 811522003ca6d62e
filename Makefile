# Palier — one word per task. Each task first makes its environment, in .venv/, when it is missing or out of date.
PYTHON ?= python3
PORT ?= 8501
FUZZ ?= 10000
BIN := .venv/bin
RUNTIME := .venv/.runtime
TOOLS := .venv/.tools
# A file of tests keeps to one process: what its first test prepares serves the others. One process more than processors: a
# browser is often waited for.
PROCESSES := $(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)')
TOGETHER := -n $(PROCESSES) --dist loadfile --no-loadscope-reorder
COMPILE := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench fuzz demo lock

help:
	@echo "make run    ouvrir Palier sur http://localhost:$(PORT) (données de démonstration la première fois)"
	@echo "make test   tout vérifier, comme l'intégration continue (Chromium et LibreOffice compris)"
	@echo "make check  vérifier vite : style, types, tests sans navigateur"
	@echo "make fix    mettre le code en forme"
	@echo "make bench  mesurer vitesse et taille"
	@echo "make fuzz   10 000 classeurs abîmés, et beaucoup d'exemples au hasard (FUZZ=300 pour moins)"
	@echo "make demo   refaire les classeurs de démonstration"
	@echo "make lock   figer les versions de requirements*.in"

run: $(RUNTIME)
	$(BIN)/python -m pipelines demo
	$(BIN)/python -m reports demo
	@echo "Palier : http://localhost:$(PORT)   (Ctrl+C pour arrêter)"
	@$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(TOOLS)
	$(BIN)/python tests/ensure_tools.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(TOGETHER)

check: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(TOGETHER) -m "not browser and not engine"

fix: $(TOOLS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(TOOLS)
	$(BIN)/python -m benchmarks

# Its own empty data folder: what lies in data/ would be read as known residences.
fuzz: $(TOOLS)
	PALIER_EXAMPLES=200 $(BIN)/python -m pytest -q tests/test_properties*.py tests/test_any_cell.py tests/test_kill.py
	PALIER_ASSOCIATIONS=50 $(BIN)/python -m pytest -q tests/test_joint_attack.py tests/test_joint_editions.py tests/test_families.py tests/test_calls_told.py
	PALIER_DATA="$$(mktemp -d)" PALIER_TODAY=2026-01-15 $(BIN)/python -m tests.fuzz $(FUZZ)

demo: $(RUNTIME)
	$(BIN)/python -m pipelines.demo

lock: $(TOOLS)
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --output-file requirements-dev.txt

# The stamps are written last: an install that was interrupted starts again.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Palier demande Python 3.11 ou plus récent.")'
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installation des bibliothèques (une à deux minutes la première fois)…"
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(TOOLS): requirements-dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@
