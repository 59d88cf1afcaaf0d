#!/bin/sh
# Builds the Debian package of the version before. Usage: setup/previous_deb.sh OUT
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d -p /var/tmp)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
version=$(setup/previous_version.sh "$folder")
echo "The version before: $(git log -1 --format='%h, %cs' "$version")"
setup/deb.sh "$1" "$folder" "$version"
