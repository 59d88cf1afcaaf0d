"""What decoders raise on damaged bytes, as the one error that the sender can mend."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2

from precheck.errors import BrokenPicture

DAMAGE = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, AssertionError, MemoryError, struct.error, zlib.error),
    cv2.error,
)
"""Pillow documents only some of them; all of these were met by mutating files."""


DAMAGED = "The picture is damaged or incomplete: send it again."


@contextmanager
def damage() -> Iterator[None]:
    """Tell whatever a decoder raises as BrokenPicture; its warnings help nobody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except DAMAGE as error:
            raise BrokenPicture(DAMAGED) from error
