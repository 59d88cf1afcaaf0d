"""Where text is printed on a page, and how readable it is. No OCR."""

from precheck.text.maps import read_again, read_map, too_coarse
from precheck.text.runs import regions

__all__ = ["read_again", "read_map", "regions", "too_coarse"]
