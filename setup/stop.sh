# Sourced by the scripts beside it.
PYTHON=${PYTHON:-python3}

# Stops with one instruction.
stop() {
    echo "STOPPED: $1" >&2
    exit 1
}
