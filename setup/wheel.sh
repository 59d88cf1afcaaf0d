#!/bin/sh
# Builds the wheel into build/wheel/ and tries it in a bare environment of each Python that is here:
# in an empty folder, with nothing of the checkout but the pinned packages and one photo.
set -eu
cd "$(dirname "$0")/.."
. setup/stop.sh
root=$PWD photo=$PWD/tests/fixtures/photos/00002.jpg

rm -rf build/wheel build/lib build/bdist.*
.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --no-index --wheel-dir build/wheel . || stop "the wheel could not be built."
wheel=$(ls "$root"/build/wheel/*.whl)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# try PYTHON: a bare environment, the locked packages, the wheel; command, library and service.
try() {
    rm -rf "$work/venv" "$work/empty"
    mkdir "$work/empty"
    "$1" -m venv "$work/venv"
    bin=$work/venv/bin
    "$bin/pip" install --quiet --disable-pip-version-check --no-input --require-hashes \
        --only-binary :all: -r requirements.txt
    "$bin/pip" install --quiet --disable-pip-version-check --no-input --no-deps --no-index "$wheel"
    "$bin/pip" check --disable-pip-version-check
    cd "$work/empty"
    "$bin/precheck" check "$photo"
    "$bin/python" -I -c "
import sys, precheck
result = precheck.check(sys.argv[1])
assert result.verdict == 'accept' and result.number.value, result
assert result.overlay()
assert precheck.__file__.startswith(sys.prefix), precheck.__file__" "$photo"
    "$bin/precheck-api" doctor | grep '^ok *models'
    cd "$root"
}

tried=
for version in 3.11 3.12 3.13; do
    "python$version" -c '' 2>/dev/null || { echo "Python $version is not here: not tried"; continue; }
    echo "Python $version"
    try "python$version" || stop "the wheel does not work on Python $version."
    tried="$tried $version"
done
[ -n "$tried" ] || stop "no Python from 3.11 to 3.13 is here."
echo "$wheel works on Python$tried"
