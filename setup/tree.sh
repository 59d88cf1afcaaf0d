#!/bin/sh
# Makes the folder that the image holds: a virtual environment with the packages of a lock and precheck
# itself, and nothing that serving does without.
# Usage: setup/tree.sh FOLDER REQUIREMENTS [PLACE]; PLACE is where the folder will lie, if elsewhere.
set -eu
cd "$(dirname "$0")/.."
. setup/stop.sh
here=$PWD/setup
folder=$1 requirements=$2 place=${3:-$1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# pip stays outside: it installs into the folder and leaves no trace there.
"$PYTHON" -m venv "$work/pip"
"$PYTHON" -m venv --without-pip "$folder"
into() {
    "$work/pip/bin/pip" --python "$folder/bin/python" --quiet --disable-pip-version-check --no-input "$@"
}
into install --no-compile --no-cache-dir --require-hashes --only-binary :all: -r "$requirements"
into install --no-compile --no-deps --no-build-isolation --no-index .
into uninstall --yes setuptools pytest iniconfig pluggy pygments
into check

library=$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
cd "$library"
# onnxruntime's C library is for programs in C: the module for Python holds another copy. Its tools,
# which change models, are the only ones that use protobuf (google) and flatbuffers. dns is for
# looking up the servers of e-mail addresses. NumPy's _simd and _*_tests are for its own tests.
rm -rf onnxruntime/capi/libonnxruntime.so.* onnxruntime/transformers onnxruntime/tools \
    onnxruntime/quantization onnxruntime/datasets onnxruntime/backend google flatbuffers dns \
    numpy/f2py numpy/distutils numpy/_core/_simd.*.so numpy/_core/_*_tests.*.so \
    sqlalchemy/testing sqlalchemy/dialects/mssql sqlalchemy/dialects/mysql sqlalchemy/dialects/oracle
find . -type d \( -name tests -o -name test \) -prune -exec rm -rf {} +
find . -type f \( -name '*.pyi' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.c' -o -name '*.h' -o -name '*.a' -o -name '*.po*' \) -delete
find . -type f -name '*.so*' -size +100k -exec strip --strip-unneeded {} +
"$here/no_video.sh" "$library"

cd "$folder"
find bin -type f ! -name precheck ! -name precheck-api -delete
sed -i "1s|.*|#!$place/bin/python|" bin/precheck bin/precheck-api
sed -i '/^command = /d' pyvenv.cfg
rm -f .gitignore

# Bytecode of what precheck imports and of nothing else: a start on a read-only disk compiles nothing.
"$folder/bin/python" -I - <<'END'
import contextlib, importlib, pkgutil
for package in map(importlib.import_module, ("precheck", "api")):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith(("__main__", "migrations.env")):
            with contextlib.suppress(ModuleNotFoundError):  # drivers that this lock does not bring
                importlib.import_module(module.name)
END
