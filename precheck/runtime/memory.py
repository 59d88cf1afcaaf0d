"""OpenCV's report of a lack of memory, as Python's own."""

from collections.abc import Iterator
from contextlib import contextmanager

import cv2


@contextmanager
def memory_errors() -> Iterator[None]:
    """Raise MemoryError where OpenCV finds no memory; also a decorator."""
    try:
        yield
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from error
        raise
