#!/bin/sh
# Builds the image of the version before: the latest tag, else what stood before the latest migration.
# Usage: setup/previous_image.sh TAG [OPTION...]; options as of setup/image.sh
set -eu
cd "$(dirname "$0")/.."
. setup/stop.sh
migrations=api/store/migrations/versions
version=$(git describe --tags --abbrev=0 HEAD^ 2>/dev/null ||
    echo "$(git log --first-parent -1 --format=%H -- $migrations)^")
folder=$(mktemp -d -p /var/tmp)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
git archive "$version" | tar -C "$folder" -x
echo "The version before: $(git log -1 --format='%h, %cs' "$version")"
tag=$1
shift
setup/image.sh "$tag" "$folder" "$@"
