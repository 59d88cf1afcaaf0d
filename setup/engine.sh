#!/bin/sh
# Runs a command of docker where its daemon answers, else of podman, which needs neither one nor systemd.
# Usage: setup/engine.sh ARGUMENT...
if docker info >/dev/null 2>&1; then
    exec docker "$@"
fi
export PODMAN_IGNORE_CGROUPSV1_WARNING=1
exec podman --runtime runc --cgroup-manager cgroupfs "$@"
