# `make run` sets up and serves; `make test` sets up and tests. CONTRIBUTING.md tells the rest.
.DELETE_ON_ERROR:
.PHONY: run port setup serve test coverage lint clean lock licences sbom audit sums wheel deb
.PHONY: bench bench-bulk bench-capture bench-channel bench-drift bench-growth bench-pages bench-readers
.PHONY: load numbers fuzz fuzz-parsers faults night storm week learn draw suite steady release-check baseline
.PHONY: container container-size compose-trial deb-trial

PYTHON ?= python3
PORT ?= 8000
PHOTO ?= tests/fixtures/photos/00002.jpg
BIN := .venv/bin
SETS ?= sets
SUITES ?=
LIMITS ?= tests/release.toml
SUITE = $(BIN)/precheck suite run $(SETS)/test $(SUITES) --limits $(LIMITS) \
	--json $(SETS)/report.json --html $(SETS)/report.html --junit $(SETS)/report.xml
export PYTHON
# Bytecode is kept: where it is not, every process that is started compiles all modules anew.
unexport PYTHONDONTWRITEBYTECODE

run: port setup  ## check a photo, then serve on 127.0.0.1
	@echo "precheck check $(PHOTO)"
	@$(BIN)/precheck check --format text $(PHOTO) || test $$? = 1
	@echo
	@$(MAKE) --no-print-directory serve

setup: .venv/.serving

port:
	@setup/port.sh $(PORT)

serve: port setup  ## only serve: make serve PORT=8001
	@echo "Serving on http://127.0.0.1:$(PORT); how to call it: http://127.0.0.1:$(PORT)/docs"
	@echo "Your own photo, from another terminal:"
	@echo "  curl -F image=@photo.jpg http://127.0.0.1:$(PORT)/check"
	@exec $(BIN)/precheck-api serve --port $(PORT)

.venv/.serving: requirements.txt pyproject.toml setup/venv.sh setup/packages.sh setup/packages-serve.txt
	@setup/packages.sh setup/packages-serve.txt
	@setup/venv.sh requirements.txt
	@touch $@

.venv/.testing: .venv/.serving requirements-dev.txt setup/packages-test.txt
	@setup/packages.sh setup/packages-serve.txt setup/packages-test.txt
	@setup/venv.sh requirements-dev.txt
	@touch $@

.venv/.drawing: .venv/.testing setup/packages-draw.txt
	@setup/packages.sh setup/packages-draw.txt
	@touch $@

TESTS = $(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

test: .venv/.testing  ## all tests on all cores but those with targets of their own
	$(TESTS)

coverage: .venv/.testing  ## all tests but the trials of image, compose file and package, with the share of branches they reach
	$(TESTS) -m "not container and not debian" --cov --cov-report term:skip-covered

lint: .venv/.testing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/hadolint Dockerfile deploy/proxy/Dockerfile tests/deploy/trial/servers/Dockerfile

bench: .venv/.testing  ## speed by kind of photo against other readers, growth, memory, as tables
	$(BIN)/python -m bench $(if $(wildcard .venv/readers/.ready),--rapid .venv/readers/bin/python)

bench-bulk: .venv/.testing  ## a night's photos through the command line and through /batches
	$(BIN)/python -m bench.bulk

bench-growth: .venv/.testing  ## bytes of database that a call and a photo of a batch leave
	$(BIN)/python -m bench.growth

bench-pages: .venv/.testing  ## seconds of each page of the desk with 5,000, 50,000 and 500,000 photos
	$(BIN)/python -m bench.pages

load: .venv/.testing  ## a real server under twice the calls it can serve, for 5 minutes
	$(BIN)/python -m bench.load

bench-drift: .venv/.testing  ## false alarms of drift in quiet weeks, and alarms in changed ones
	$(BIN)/python -m bench.drift

bench-channel: .venv/.testing  ## from the delivery of a photo in WhatsApp to the reply
	$(BIN)/python -m bench.channel

bench-capture: .venv/.testing  ## the camera page: bytes, first hint over 3G, time of a look, agreement
	$(BIN)/python -m bench.capture

learn: .venv/.testing  ## simulated offices that learn from their officers: SUITES="FOLDER ..."; default: the fixtures
	$(BIN)/python -m bench.learn --cache $(SETS)/learn $(SUITES)

numbers: .venv/.testing  ## how often each kind of number is read, on shots drawn for it
	$(BIN)/python -m bench.numbers --out $(SETS)/numbers

bench-readers: .venv/.testing .venv/readers/.ready  ## numbers found and time, against other readers
	$(BIN)/python -m bench.readers --out $(SETS)/numbers --rapid .venv/readers/bin/python

.venv/readers/.ready: .venv/.testing bench/readers/requirements.txt
	$(PYTHON) -m venv .venv/readers
	.venv/readers/bin/pip install --quiet --requirement bench/readers/requirements.txt
	@touch $@

fuzz: .venv/.testing  ## 5,000 mutated files through /check
	$(BIN)/python -m tests.fuzz

fuzz-parsers: .venv/.testing  ## our own parsers under coverage-guided fuzzing, 60 s each
	$(BIN)/python -m tests.fuzz.guided all --seconds 60

faults: .venv/.testing  ## faults made to running services: disk, database, memory, processes
	$(BIN)/pytest -m faults

night: .venv/.testing  ## 400 photos decided at the desk by two officers at once, while much goes wrong
	$(BIN)/python -m tests.api.desk.night

week: .venv/.testing  ## 300 applications in an office's week, with faults, on a clock of its own, on both databases
	$(BIN)/python -m tests.api.week

storm: .venv/.testing  ## 200 deliveries in a chat channel, repeated, with kills and faults, on both databases
	$(BIN)/python -m tests.api.channels.storm

draw: .venv/.drawing
	$(BIN)/python -m specimens draw test --out $(SETS)/test --jobs $(shell nproc)

suite: draw  ## the full test set, and SUITES="FOLDER ..." beside it: error rates and a report
	$(SUITE)

steady: draw  ## how far answers move under edits that change nothing for a reader; SUITES="FOLDER ..." beside it
	$(BIN)/precheck suite steady $(SETS)/test $(SUITES) --sample 100 --limits $(LIMITS) \
		--json $(SETS)/steady.json --html $(SETS)/steady.html

release-check: draw  ## what changed since models/baseline.json
	$(SUITE) --against models/baseline.json

baseline: override SUITES :=
baseline: draw  ## rewrite models/baseline.json and suite_shares.json; review the diff
	$(SUITE) --baseline models/baseline.json --shares models/suite_shares.json

sums:  ## rewrite models/SHA256SUMS after a fit; the service verifies it at every start
	cd models && find . -name '*.toml' -o -name '*.onnx' -o -name '*.npz' -o -name 'accept.json' \
		| sed 's|^\./||' | LC_ALL=C sort | xargs sha256sum > SHA256SUMS

lock: .venv/.testing  ## rewrite requirements*.txt from pyproject.toml
	setup/lock.sh

wheel: .venv/.testing  ## build the wheel and try it in a bare environment of each Python here
	@setup/wheel.sh

container: .venv/.testing  ## build the image and the one before it, run and upgrade it as compose.yaml says
	setup/image.sh precheck:trial .
	setup/previous_image.sh precheck:previous
	PRECHECK_IMAGE=precheck:trial PRECHECK_PREVIOUS_IMAGE=precheck:previous $(BIN)/pytest -m container tests/container

WITH_DRIVERS = --build-arg REQUIREMENTS=requirements-servers.txt
compose-trial: .venv/.testing  ## start deploy/compose.yaml: a batch and calls while workers, servers and the version change
	setup/packages.sh setup/packages-compose.txt
	setup/image.sh precheck:trial-servers . $(WITH_DRIVERS)
	setup/previous_image.sh precheck:previous-servers $(WITH_DRIVERS)
	setup/image.sh precheck-proxy deploy/proxy
	docker info >/dev/null 2>&1 || for server in postgres:17 rabbitmq:4 redis:8; do \
		setup/image.sh $$server tests/deploy/trial/servers --target $${server%:*} || exit 1; \
	done
	PRECHECK_IMAGE=precheck:trial-servers PRECHECK_PREVIOUS_IMAGE=precheck:previous-servers \
		$(BIN)/pytest -m container -o log_cli=true --log-cli-level INFO tests/deploy/trial

container-size:  ## what takes room in the image that `make container` built
	@setup/image_size.sh precheck:trial

deb:  ## build the Debian package for one machine into build/deb
	@setup/deb.sh build/deb

deb-trial: .venv/.testing  ## build it and the one before, install and upgrade it on a Debian machine, as root
	rm -rf build/deb build/deb-previous
	setup/deb.sh build/deb
	setup/previous_deb.sh build/deb-previous
	setup/machine.sh build/machine/base
	PRECHECK_MACHINE=build/machine/base PRECHECK_DEB=$$(ls build/deb/*.deb) \
		PRECHECK_PREVIOUS_DEB=$$(ls build/deb-previous/*.deb) $(BIN)/pytest -m debian tests/debian

licences: .venv/.testing  ## rewrite docs/licences.md; stops at a licence that nobody has allowed
	$(BIN)/python -m supply licences

sbom: .venv/.testing  ## CycloneDX: packages, models, vendored scripts
	$(BIN)/python -m supply sbom sbom.cdx.json

audit: .venv/.testing  ## known vulnerabilities, where a source of advisories can be reached
	$(BIN)/python -m supply audit

clean:
	rm -rf .venv .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
