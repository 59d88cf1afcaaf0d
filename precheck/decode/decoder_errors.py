"""The exceptions of decoders on damaged bytes, raised as the one error a sender can act on."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2

from precheck.errors import BrokenPicture

DECODER_ERRORS = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, AssertionError, MemoryError, struct.error, zlib.error),
    cv2.error,
)
"""Pillow documents only some of them; mutated files raise all of them."""

DAMAGED_MESSAGE = "The picture is damaged or incomplete: send it again."


@contextmanager
def broken_picture_errors() -> Iterator[None]:
    """Raise BrokenPicture for any exception of a decoder; suppress its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except DECODER_ERRORS as error:
            raise BrokenPicture(DAMAGED_MESSAGE) from error
