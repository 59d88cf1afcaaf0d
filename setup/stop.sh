# Sourced by the scripts beside it.
PYTHON=${PYTHON:-python3}

# Ends with the one thing to do.
stop() {
    echo "STOPPED: $1" >&2
    exit 1
}
