#!/bin/sh
# Replaces the video codecs in OpenCV's package, 40 MB that precheck never calls, by empty libraries of
# the same names; a call of one stops the process. Only on x86-64, elsewhere they stay.
# Usage: setup/no_video.sh SITE_PACKAGES
set -eu
cd "$1"
[ "$(uname -m)" = x86_64 ] || exit 0
module=cv2/cv2.abi3.so libraries=opencv_python_headless.libs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

needed() { objdump -p "$1" | awk '$1 == "NEEDED" { print $2 }'; }

# version LIBRARY: the one of its functions, if they have any.
version() { objdump -p "$1" | awk '/^Version definitions:/ { on = 1 } on && $1 == 2 { print $4; exit }'; }

# names LIBRARY wanted|offered: of the functions that it wants of others, or offers.
names() {
    objdump -T "$1" | awk -v side="$2" '/ DF / && (/\*UND\*/ ? "wanted" : "offered") == side { print $NF }' | sort -u
}

# empty LIBRARY: replaces it; it offers what others in the package want of it.
empty() {
    for user in "$module" "$libraries"/*; do names "$user" wanted; done | sort -u >"$work/wanted"
    names "$1" offered | comm -12 - "$work/wanted" |
        sed 's/.*/.globl &\n.type &, @function\n&: ud2/' >"$work/empty.s"
    version=$(version "$1")
    echo "$version { global: *; };" >"$work/versions"
    as --noexecstack "$work/empty.s" -o "$work/empty.o"
    ld -shared -z noexecstack -soname "$(basename "$1")" --version-script "$work/versions" -o "$work/empty.so" "$work/empty.o"
    mv "$work/empty.so" "$1"
}

# Those that others need come last: what an emptied library wanted is wanted no more.
for name in avformat avcodec swscale avutil aom; do
    empty "$(ls "$libraries/lib$name"-*)"
done

# What nothing needs any more goes: a library remains if OpenCV or another one that remains needs it.
remaining=$(needed "$module")
for _ in 1 2 3 4 5; do
    remaining=$(for one in $remaining; do
        echo "$one"
        [ ! -e "$libraries/$one" ] || needed "$libraries/$one"
    done | sort -u)
done
for library in "$libraries"/*; do
    echo "$remaining" | grep -qxF "$(basename "$library")" || rm "$library"
done
