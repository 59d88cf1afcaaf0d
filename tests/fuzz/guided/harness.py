"""What a harness of guided fuzzing is: bytes in, only documented errors out."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True, kw_only=True)
class Harness:
    """One parser under test."""

    check: Callable[[bytes], object]
    """Parses the bytes and asserts what always holds of the result."""
    seeds: Callable[[], Iterable[bytes]]
    """Valid inputs and near ones, from which the fuzzer starts."""
    errors: tuple[type[Exception], ...] = ()
    """The errors that the parser documents; any other exception is a defect."""
    max_bytes: int = 2000

    def feed(self, data: bytes) -> None:
        """Check one input. Raises what is a defect."""
        with suppress(*self.errors):
            self.check(data)


def text_of(data: bytes) -> str:
    """Return bytes as text, invalid ones replaced."""
    return data.decode("utf-8", "replace")


def utf8(*texts: str) -> Callable[[], Iterable[bytes]]:
    """Return seeds that are texts."""
    return lambda: (text.encode() for text in texts)


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="precheck-fuzz-")


def written(data: bytes, name: str) -> Path:
    """Return a file with these bytes; the next call with the name overwrites it."""
    path = Path(_folder().name) / name
    path.write_bytes(data)
    return path
