#!/bin/sh
# tesseract with an address space of 512 MB (in KiB): the longest strips take 100 MB.
ulimit -v 500000
exec tesseract "$@"
