#!/bin/sh
# tesseract with an address space of 500 MB: the longest strips take 100 MB.
ulimit -v 500000
exec tesseract "$@"
