"""Limits on files, checked before any pixel is allocated."""

from dataclasses import dataclass

from precheck.errors import NoSuchPage, TooLarge

MAX_SIDE_PX = 32_766
"""OpenCV cannot warp longer pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """The largest files that are decoded, limits included."""

    max_bytes: int = 25_000_000
    """Of the file as it was received."""
    max_pixels: int = 60_000_000
    """Of one page."""
    max_pages: int = 20

    def check_bytes(self, size: int) -> None:
        """Raise TooLarge for a file of more than `max_bytes`."""
        if size > self.max_bytes:
            raise TooLarge(f"The file has {size:,} bytes; at most {self.max_bytes:,} are taken.")

    def check_pixels(self, width: int, height: int) -> None:
        """Raise TooLarge for a picture of too many pixels, in total or on a side."""
        if width * height > self.max_pixels or max(width, height) > MAX_SIDE_PX:
            raise TooLarge(
                f"The picture has {width} × {height} pixels; at most "
                f"{self.max_pixels / 1e6:g} million, and {MAX_SIDE_PX} a side, are taken."
            )

    def check_page(self, page: int, pages: int) -> None:
        """Raise TooLarge for a file of too many pages, NoSuchPage for a missing page."""
        if pages > self.max_pages:
            raise TooLarge(f"The file has more than {self.max_pages} pages.")
        if not 1 <= page <= pages:
            raise NoSuchPage(f"There is no page {page}; the file has {pages}.")


DEFAULT_GUARDS = Guards()
