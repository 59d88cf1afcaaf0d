#!/bin/sh
# Installs the Debian packages that the given lists name and this machine lacks, and nothing else.
# None of them is enabled or started. Usage: setup/packages.sh LIST...
set -eu
cd "$(dirname "$0")/.."
. setup/stop.sh

wanted() {
    cat "$@"
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

missing() {
    for package in $(wanted "$@"); do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
            echo "$package"
    done
}

command -v dpkg-query >/dev/null || stop "This is not Debian: install $(cat "$@" | xargs), then call make again."
lacking=$(missing "$@" | xargs)
[ -n "$lacking" ] || exit 0

install="apt-get install -y --no-install-recommends $lacking"
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=sudo
else
    stop "Debian packages are missing and I am not root: run 'sudo $install' once, then call make again."
fi

# Debian starts no service while this file says so (exit status 101: forbidden).
policy=${POLICY:-/usr/sbin/policy-rc.d}
if [ ! -e "$policy" ]; then
    trap '$as_root rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi

echo "Installing from Debian: $lacking"
log=$(mktemp)
quietly() { $as_root env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 </dev/null; }
# shellcheck disable=SC2086 # one word a package
quietly apt-get install -y --no-install-recommends $lacking ||
    { quietly apt-get update && quietly apt-get install -y --no-install-recommends $lacking; } || {
    tail -n 15 "$log" >&2
    stop "Debian's packages could not be installed: check this machine's network, then call make again."
}
rm -f "$log"
