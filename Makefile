# Only names: what each command does stands in scripts/run.py, which also works without make.
# More arguments go in ARGS: make test ARGS="-k ranks"
PYTHON ?= python3

.PHONY: help setup site test serve lint types unit browser second check preview effect comment links reproduce snapshot archives drift lowest coverage mutants lock

help:
	@$(PYTHON) scripts/run.py --help

setup site test serve lint types unit browser second check preview effect comment links reproduce snapshot archives drift lowest coverage mutants lock:
	@$(PYTHON) scripts/run.py $@ $(ARGS)
