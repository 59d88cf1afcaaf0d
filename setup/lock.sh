#!/bin/sh
# Writes the hash-locked requirements, for every Python from 3.11 to 3.13, naming no registry.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --no-strip-extras --quiet --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --no-annotate \
        --custom-compile-command "make lock" "$@"
}
compile pyproject.toml --group base --output-file requirements.txt
compile pyproject.toml --group base --all-extras --constraint requirements.txt --output-file requirements-servers.txt
compile --group dev --constraint requirements.txt --output-file requirements-dev.txt
