#!/bin/sh
# Builds the Debian package of a folder that holds precheck's source, for this machine's Debian. Its
# version is that of pyproject.toml and the time of the commit, so that later ones are upgrades.
# Usage: setup/deb.sh OUT [FOLDER VERSION]; default: this checkout
set -eu
cd "$(dirname "$0")/.."
. setup/stop.sh
setup/packages.sh setup/packages-deb.txt
mkdir -p "$1"
out=$(cd "$1" && pwd)
folder=${2:-.} commit=${3:-HEAD}

work=$(mktemp -d -p /var/tmp)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
source=$work/precheck
mkdir "$source"
# The version before is packed as this one is, until it has packed itself.
packaging=$folder
[ -d "$folder/debian" ] || packaging=.
copy() { tar -C "$1" --exclude=__pycache__ -c "$2" | tar -C "$source" -x; }
for name in requirements.txt requirements-servers.txt pyproject.toml README.md api models precheck; do
    copy "$folder" $name
done
for name in debian deploy/proxy docs setup; do copy "$packaging" $name; done
if [ "$packaging" != "$folder" ]; then # it looks for its models beside its code
    library=$(/usr/bin/python3 -c 'import sys; print("lib/python{}.{}/site-packages".format(*sys.version_info))')
    echo "models opt/precheck/$library" >>"$source/debian/precheck.install"
fi

version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$source/pyproject.toml")
moment() { TZ=UTC git log -1 --format=%cd --date="format-local:$1" "$commit" 2>/dev/null; }
time=$(moment %Y%m%d%H%M%S) && version=$version+$time
cat >"$source/debian/changelog" <<LOG
precheck ($version) stable; urgency=medium

  * CHANGELOG.md of the source tells what is new.

 -- The authors of precheck <precheck@localhost>  $(LC_ALL=C moment '%a, %d %b %Y %H:%M:%S +0000' || LC_ALL=C date -R)
LOG

(cd "$source" && dpkg-buildpackage --build=binary --no-sign >"$work/log" 2>&1) || {
    tail -n 30 "$work/log" >&2
    stop "the package could not be built."
}
mv "$work"/precheck_*.deb "$out"
echo "$out/$(cd "$out" && ls -t precheck_*.deb | head -n 1)"
