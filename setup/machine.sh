#!/bin/sh
# Makes the folder of a Debian machine that systemd-nspawn boots: the smallest system with systemd, and
# the names of its packages, so that apt knows where the rest is. One that is there stays.
# Usage: setup/machine.sh FOLDER
set -eu
cd "$(dirname "$0")/.."
. setup/stop.sh
setup/packages.sh setup/packages-machine.txt
[ ! -e "$1/etc/debian_version" ] || exit 0
mkdir -p "$(dirname "$1")"
work=$(mktemp -d -p "$(dirname "$1")")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$work"
debootstrap --variant=minbase --include=ca-certificates,dbus,systemd-sysv trixie "$work" >"$1.log" 2>&1 ||
    { tail -n 5 "$1.log" >&2; stop "the machine could not be made: check this machine's network."; }
rm -f "$1.log"
mv "$work" "$1"
