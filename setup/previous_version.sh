#!/bin/sh
# Unpacks the version before into an empty folder and prints its commit: the latest tag, else what
# stood before the latest migration. Usage: setup/previous_version.sh FOLDER
set -eu
cd "$(dirname "$0")/.."
migrations=api/store/migrations/versions
version=$(git describe --tags --abbrev=0 HEAD^ 2>/dev/null ||
    echo "$(git log --first-parent -1 --format=%H -- $migrations)^")
git archive "$version" | tar -C "$1" -x
git rev-parse "$version^{commit}"
