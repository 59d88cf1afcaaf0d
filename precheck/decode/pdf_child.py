"""Run by `pdf` in a process of its own: a PDF on standard input, one page's bitmap on the output.

Answers with one line of JSON, {"locked": true} or {"pages", "size", "stride", "channels", "turn"},
and then the rows of the bitmap. Imports nothing of precheck, so that it starts fast.
"""

import json
import math
import resource
import sys
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c

MEMORY = 1_200_000_000
"""Bytes of address space: a picture of 60 megapixels fits, a bomb does not."""
LONG_SIDE = (2400, 4096)
"""Least and most pixels of a drawn page's longer side; between them, what its pictures hold."""
OBJECTS = 200
"""Objects of a page that are looked at; a scan has a few."""
FILLS = 0.9
"""Share of the page, each way, that its one picture must cover to be the page."""
STRAIGHT = 0.999
"""Cosine of the slant up to which a picture lies straight."""
INVISIBLE: int = c.FPDF_TEXTRENDERMODE_INVISIBLE


def main() -> None:
    """Read, decode, answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    seconds, number, max_pixels = (int(argument) for argument in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
    except pdfium.PdfiumError as error:
        if error.err_code not in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise
        answer({"locked": True})
        return
    pages = len(document)
    if not 1 <= number <= pages:
        answer({"pages": pages})
        return
    page = document[number - 1]
    scan = scanned(page)
    if scan is None:
        send(pages, page.render(scale=drawing_scale(page)), [False, False, False])
    elif math.prod(scan.get_px_size()) > max_pixels:
        answer({"pages": pages, "size": scan.get_px_size()})
    else:
        send(pages, scan.get_bitmap(), laid(scan, page.get_rotation()))


def scanned(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """Return the one straight picture that the page consists of, invisible text aside."""
    visible = [o for o in islice(page.get_objects(max_depth=1), OBJECTS) if not is_invisible(o)]
    if len(visible) != 1 or not isinstance(visible[0], pdfium.PdfImage):
        return None
    left, bottom, right, top = page.get_bbox()
    x0, y0, x1, y1 = visible[0].get_bounds()
    across = (min(x1, right) - max(x0, left)) / (right - left)
    down = (min(y1, top) - max(y0, bottom)) / (top - bottom)
    return visible[0] if min(across, down) >= FILLS and laid(visible[0], 0) else None


def is_invisible(item: pdfium.PdfObject) -> bool:
    """Say whether this is text that only searching finds, as text recognition writes it."""
    if not isinstance(item, pdfium.PdfTextObj):
        return False
    mode: int = c.FPDFTextObj_GetTextRenderMode(item)
    return mode == INVISIBLE


def laid(image: pdfium.PdfImage, rotation: int) -> list[bool] | None:
    """Return swap, mirror and flip that lay the picture as the page shows it; None if slanted."""
    a, b, across, up, *_ = image.get_matrix().get()
    right, down = (a, -b), (-across, up)  # the picture's axes on the screen, whose y runs down
    for _ in range(rotation // 90):
        right, down = (-right[1], right[0]), (-down[1], down[0])
    if not all(max(map(abs, axis)) > STRAIGHT * math.hypot(*axis) for axis in (right, down)):
        return None
    swap = abs(right[1]) > abs(right[0])
    return [swap, (down if swap else right)[0] < 0, (right if swap else down)[1] < 0]


def drawing_scale(page: pdfium.PdfPage) -> float:
    """Return pixels a point: those of the page's finest large picture, within LONG_SIDE."""
    width, height = page.get_size()
    longest = max(width, height)
    finest = 0.0
    for image in islice(page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE]), OBJECTS):
        a, b, across, up, *_ = image.get_matrix().get()
        shown = math.hypot(a, b)
        if shown * math.hypot(across, up) > 0.05 * width * height:  # no mere logo
            finest = max(finest, image.get_px_size()[0] / shown)
    least, most = (side / longest for side in LONG_SIDE)
    return float(min(max(finest, least), most))


def send(pages: int, bitmap: pdfium.PdfBitmap, turn: list[bool] | None) -> None:
    """Answer with a bitmap."""
    answer(
        {
            "pages": pages,
            "size": [bitmap.width, bitmap.height],
            "stride": bitmap.stride,
            "channels": bitmap.n_channels,
            "turn": turn,
        }
    )
    sys.stdout.buffer.write(bitmap.buffer)


def answer(header: dict[str, object]) -> None:
    """Write the line of JSON."""
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")


if __name__ == "__main__":
    main()
