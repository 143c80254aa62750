# Thin names for run.py, which also works where make is missing.
.PHONY: site handbook test check serve lint fix lock catalogues ci
PYTHON ?= python3

site handbook test check serve lint:
	$(PYTHON) run.py $@

fix:
	$(PYTHON) run.py lint --fix

lock:
	$(PYTHON) run.py python tools/lock.py

catalogues:
	$(PYTHON) run.py python tools/catalogues.py update

ci:
	.ci/run
