"""Reading print: where lines are, how they are cut, and the two readers of different kind."""

from precheck.read.tesseract import Reader, open_reader
from precheck.read.tools import languages, ready

__all__ = ["Reader", "languages", "open_reader", "ready"]
