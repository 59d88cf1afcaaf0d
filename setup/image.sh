#!/bin/sh
# Builds the image of a folder with a Dockerfile by the engine that is here: docker, or Debian's
# buildah, which asks no registry and no daemon: it makes the base of Debian's packages.
# Usage: setup/image.sh TAG FOLDER [OPTION...]; options that docker and buildah share
set -eu
. "$(dirname "$0")/stop.sh"
BASE=debian:trixie-slim
export PODMAN_IGNORE_CGROUPSV1_WARNING=1

# Debian's smallest system without documentation, as the slim image is.
import_base() {
    base=$(mktemp -d -p /var/tmp)
    trap 'rm -rf "$base"' EXIT
    trap 'exit 130' INT TERM
    chmod 755 "$base"
    debootstrap --variant=minbase --include=ca-certificates trixie "$base" >"$base.log" 2>&1 ||
        { tail -n 5 "$base.log" >&2; stop "the base could not be made: check this machine's network."; }
    rm -f "$base.log"
    for used_by_people in doc info lintian locale man; do rm -rf "${base:?}/usr/share/$used_by_people"; done
    printf 'path-exclude=/usr/share/%s/*\n' doc info lintian locale man >"$base/etc/dpkg/dpkg.cfg.d/slim"
    rm -rf "$base"/var/cache/apt/* "$base"/var/lib/apt/lists/*
    tar -C "$base" -c . | podman import --quiet - "$BASE" >/dev/null
}

# With nothing but a process's own rights: neither cgroups nor a network of its own are needed, and
# this machine's certificates and limits hold.
build_without_engine() {
    podman image exists "localhost/$BASE" || import_base
    limit() { awk -v name="$1" 'index($0, name) == 1 { print $(NF - 1) ":" $(NF - 1) }' /proc/self/limits; }
    buildah build --isolation chroot --pull=never --network host --format docker --layers \
        --ulimit nofile="$(limit 'Max open files')" --ulimit nproc="$(limit 'Max processes')" \
        --volume /etc/ssl/certs:/etc/ssl/certs:ro "$@"
}

tag=$1 folder=$2
shift 2
if docker info >/dev/null 2>&1; then
    docker build --tag "$tag" "$@" "$folder"
else
    "$(dirname "$0")/packages.sh" setup/packages-container.txt
    build_without_engine --tag "$tag" "$@" "$folder"
fi
