#!/bin/sh
# Prints what takes room in an image: each part of 20 MB and more, and the rest together.
# Usage: setup/image_size.sh TAG
set -eu
cd "$(dirname "$0")"
. ./stop.sh
./engine.sh image inspect "$1" >/dev/null 2>&1 || stop "there is no image $1: call make container first."
./engine.sh run --rm --interactive --read-only --entrypoint python "$1" -I - <<'END'
import os
import sysconfig
from collections import Counter
from importlib.metadata import distributions

MB, PART = 1_000_000, 20
FOLDERS = ("etc", "opt", "usr", "var")
LIBRARY = sysconfig.get_path("purelib")
PURPOSES = {
    "Debian's Python": "interpreter and standard library",
    "Debian's base": "libc, shell, certificates, time zones",
    "opencv-python-headless": "pixels; a third of it is linear algebra",
    "onnxruntime": "runs the nets",
    "numpy": "arrays; half of it is linear algebra",
    "tesserocr": "tesseract as a library, with its picture formats",
    "sqlalchemy": "the database",
}


def owners():
    """Return each top-level name in the library and the distribution that brings it."""
    found = {}
    for one in distributions(path=[LIBRARY]):
        for file in one.files or ():
            found[file.parts[0]] = one.metadata["Name"].lower()
    return found


def part(path, owned):
    if path.startswith(LIBRARY):
        top = path.removeprefix(LIBRARY + "/").split("/")[0]
        return owned.get(top, top)
    return "Debian's Python" if "python3" in path else "Debian's base"


owned, sizes = owners(), Counter()
for folder in FOLDERS:
    for where, _, files in os.walk(f"/{folder}"):
        for name in files:
            path = os.path.join(where, name)
            if not os.path.islink(path):
                sizes[part(path, owned)] += os.lstat(path).st_size

print("| part | MB | for |\n|---|---|---|")
large = [(name, size) for name, size in sizes.most_common() if size >= PART * MB]
for name, size in large:
    print(f"| {name} | {size / MB:.0f} | {PURPOSES.get(name, '')} |")
rest = sizes.total() - sum(size for _, size in large)
print(f"| {len(sizes) - len(large)} others, each under {PART} MB | {rest / MB:.0f} | |")
print(f"| **all** | **{sizes.total() / MB:.0f}** | |")
END
