#!/bin/sh
# Builds the image of the version before: the latest tag, else what stood before the latest migration.
# Usage: setup/previous_image.sh TAG [OPTION...]; options as of setup/image.sh
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d -p /var/tmp)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
version=$(setup/previous_version.sh "$folder")
echo "The version before: $(git log -1 --format='%h, %cs' "$version")"
tag=$1
shift
setup/image.sh "$tag" "$folder" "$@"
