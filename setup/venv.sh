#!/bin/sh
# Makes .venv and installs the given hash-locked requirements. Usage: setup/venv.sh REQUIREMENTS...
set -eu
cd "$(dirname "$0")/.."
. setup/stop.sh

"$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' ||
    stop "$PYTHON is not Python 3.11, 3.12 or 3.13: name one that is, as in 'make run PYTHON=/usr/bin/python3'."

if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    "$PYTHON" -m venv .venv || stop "No virtual environment could be made: remove the folder .venv, then call make again."
fi

echo "Installing Python packages: $*"
for requirements in "$@"; do
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --retries 1 --require-hashes \
        --only-binary :all: -r "$requirements" ||
        stop "Python's packages could not be installed: check this machine's network, then call make again."
done
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --no-index --editable . || stop "precheck could not be installed into .venv: remove that folder, then call make again."
