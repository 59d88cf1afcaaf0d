#!/bin/sh
# Stops with an instruction if the port is invalid or taken. Usage: setup/port.sh PORT
set -eu
. "$(dirname "$0")/stop.sh"

case $1 in
'' | *[!0-9]* | ??????*) number=65536 ;;
*) number=$1 ;;
esac
[ "$number" -le 65535 ] ||
    stop "PORT=$1 is no port: give a number up to 65535, as in 'make run PORT=8001'."

"$PYTHON" - "$1" <<'END' || stop "Port $1 is taken: choose another, as in 'make run PORT=8001'."
import socket
import sys

with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError:
        sys.exit(1)
END
