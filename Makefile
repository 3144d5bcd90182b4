# Two commands are enough: `make run` serves the site, `make test` proves it. tracker/bootstrap.py does
# the work, with nothing but Python 3.11 or later: packages in .venv/, everything that runs in var/.
PYTHON ?= python3
DO = @$(PYTHON) -I tracker/bootstrap.py

.PHONY: run dev test check screenshots bench api-check stop reset lock test-matrix help

run:  ## set up what is missing, then serve http://127.0.0.1:8000 (PORT=… for another port)
	$(DO) run

dev:  ## the same with DEBUG and automatic reload
	$(DO) dev

test:  ## run every test (ARGS="-k name" for some)
	$(DO) test $(ARGS)

check:  ## format, lint, types, migrations, deployment checks
	$(DO) check

screenshots:  ## take the pictures of docs/screenshots/ again (needs Chromium)
	$(DO) screenshots

bench:  ## measure what the project promises (needs wrk and Chromium; ARGS="--help" for less of it)
	$(DO) bench $(ARGS)

api-check:  ## hold the API against its OpenAPI description (schemathesis, a generated client)
	$(DO) api-check

stop:  ## stop a running `make run`, and its database server
	$(DO) stop

reset:  ## stop, then delete the database and everything else `make run` made
	$(DO) reset

lock:  ## rewrite requirements*.txt from requirements*.in
	$(DO) lock

test-matrix:  ## run every test on Python 3.13 with the newest Django
	$(DO) test-matrix $(ARGS)

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/'
