# `make run` sets up and serves; `make test` sets up and tests. CONTRIBUTING.md tells the rest.
.DELETE_ON_ERROR:
.PHONY: run port setup serve test coverage lint bench bench-bulk bench-growth bench-pages bench-channel load numbers bench-readers fuzz fuzz-parsers faults night week draw suite release-check baseline sums lock licences sbom audit clean storm wheel container container-size

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

test: .venv/.testing  ## all tests on all cores but those of `make faults` and `make container`
	$(TESTS)

coverage: .venv/.testing  ## all tests but those of `make container`, with the share of branches they reach
	$(TESTS) -m "not container" --cov --cov-report term:skip-covered

lint: .venv/.testing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/hadolint Dockerfile deploy/proxy/Dockerfile

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

bench-channel: .venv/.testing  ## from the delivery of a photo in WhatsApp to the reply
	$(BIN)/python -m bench.channel

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

container-size:  ## what takes room in the image that `make container` built
	@setup/image_size.sh precheck:trial

licences: .venv/.testing  ## rewrite docs/licences.md; stops at a licence that nobody has allowed
	$(BIN)/python -m supply licences

sbom: .venv/.testing  ## CycloneDX: packages, models, vendored scripts
	$(BIN)/python -m supply sbom sbom.cdx.json

audit: .venv/.testing  ## known vulnerabilities, where a source of advisories can be reached
	$(BIN)/python -m supply audit

clean:
	rm -rf .venv .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
