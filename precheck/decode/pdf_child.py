"""Child process of `isolated`: reads a PDF from standard input, writes a page's bitmap.

The output is one line of JSON, {"locked": true} or {"pages", "size", "stride", "channels", "turn"},
then the rows of the bitmap. The child imports nothing of precheck, to start fast.
"""

import json
import math
import resource
import sys
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c

DRAWN_LONG_SIDE_PX = (2400, 4096)
"""Range of a rendered page's longer side; within it, the resolution of the page's pictures."""
MAX_PAGE_OBJECTS = 200
"""Objects of a page that are examined; a scan has a few."""
MIN_SCAN_COVERAGE = 0.9
"""Share of the page's width and of its height that a scan covers."""
MIN_STRAIGHT_COSINE = 0.999
"""Cosine of the angle up to which a picture is parallel to the page."""
INVISIBLE_TEXT_MODE: int = c.FPDF_TEXTRENDERMODE_INVISIBLE


def main() -> None:
    """Decode standard input under the limits given as arguments."""
    seconds, memory, number, max_pixels = (int(argument) for argument in sys.argv[1:5])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
    except pdfium.PdfiumError as error:
        if error.err_code not in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise
        send_header({"locked": True})
        return
    pages = len(document)
    if not 1 <= number <= pages:
        send_header({"pages": pages})
        return
    page = document[number - 1]
    scan = scanned_picture(page)
    if scan is None:
        send_bitmap(pages, page.render(scale=drawing_scale(page)), [False, False, False])
    elif math.prod(scan.get_px_size()) > max_pixels:
        send_header({"pages": pages, "size": scan.get_px_size()})
    else:
        send_bitmap(pages, scan.get_bitmap(), placement(scan, page.get_rotation()))


def scanned_picture(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """Return the one parallel picture that the page consists of, apart from invisible text."""
    objects = islice(page.get_objects(max_depth=1), MAX_PAGE_OBJECTS)
    visible = [item for item in objects if not is_invisible(item)]
    if len(visible) != 1 or not isinstance(visible[0], pdfium.PdfImage):
        return None
    left, bottom, right, top = page.get_bbox()
    x0, y0, x1, y1 = visible[0].get_bounds()
    across = (min(x1, right) - max(x0, left)) / (right - left)
    down = (min(y1, top) - max(y0, bottom)) / (top - bottom)
    is_scan = min(across, down) >= MIN_SCAN_COVERAGE and placement(visible[0], 0)
    return visible[0] if is_scan else None


def is_invisible(item: pdfium.PdfObject) -> bool:
    """Return whether an object is the invisible text that text recognition adds to a scan."""
    if not isinstance(item, pdfium.PdfTextObj):
        return False
    mode: int = c.FPDFTextObj_GetTextRenderMode(item)
    return mode == INVISIBLE_TEXT_MODE


def placement(image: pdfium.PdfImage, rotation: int) -> list[bool] | None:
    """Return swap, mirror and flip from picture to page; None for a picture at an angle."""
    a, b, across, up, *_ = image.get_matrix().get()
    right, down = (a, -b), (-across, up)  # the picture's axes on the page, y down
    for _ in range(rotation // 90):
        right, down = (-right[1], right[0]), (-down[1], down[0])
    if not all(
        max(map(abs, axis)) > MIN_STRAIGHT_COSINE * math.hypot(*axis) for axis in (right, down)
    ):
        return None
    swap = abs(right[1]) > abs(right[0])
    return [swap, (down if swap else right)[0] < 0, (right if swap else down)[1] < 0]


def drawing_scale(page: pdfium.PdfPage) -> float:
    """Return pixels per point: of the page's finest large picture, in DRAWN_LONG_SIDE_PX."""
    width, height = page.get_size()
    longest = max(width, height)
    finest = 0.0
    for image in islice(page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE]), MAX_PAGE_OBJECTS):
        a, b, across, up, *_ = image.get_matrix().get()
        shown = math.hypot(a, b)
        if shown * math.hypot(across, up) > 0.05 * width * height:  # larger than a logo
            finest = max(finest, image.get_px_size()[0] / shown)
    lowest, highest = (side / longest for side in DRAWN_LONG_SIDE_PX)
    return float(min(max(finest, lowest), highest))


def send_bitmap(pages: int, bitmap: pdfium.PdfBitmap, turn: list[bool] | None) -> None:
    """Write header and bitmap."""
    send_header(
        {
            "pages": pages,
            "size": [bitmap.width, bitmap.height],
            "stride": bitmap.stride,
            "channels": bitmap.n_channels,
            "turn": turn,
        }
    )
    sys.stdout.buffer.write(bitmap.buffer)


def send_header(header: dict[str, object]) -> None:
    """Write the line of JSON."""
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")


if __name__ == "__main__":
    main()
