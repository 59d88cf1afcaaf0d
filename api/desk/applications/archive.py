"""An application's papers for the office's archive: the files as they came, or one PDF to print.

Pictures are opened in memory, one after the other, and never written to a disk.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import RowMapping

from precheck.decode.signature import FileFormat, sniff
from precheck.errors import PrecheckError

PAGE_POINTS = (595.0, 842.0)
"""A4."""
MARGIN_POINTS = 28.0
CAPTION_POINTS = 16.0
"""Height of the line above a picture."""
CAPTION_PX = 64
MAX_CAPTION_CHARS = 90
EXTENSIONS = {FileFormat.JPEG: "jpg", FileFormat.TIFF: "tif"}
"""Of the formats whose name is another."""
_PDFIUM = Lock()
"""PDFium works in one thread at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPaper:
    """One photo or page that goes into the archive."""

    photo: RowMapping
    slot: str
    """Key of its paper; in the names of files."""
    caption: str
    """Above its picture."""


def zip_of(papers: Sequence[ArchivedPaper], files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of the files as they came, each once, named by their papers.

    files: id and bytes of each file.
    """
    names = {one.photo["file_id"]: one for one in reversed(papers)}  # the first paper of a file
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for at, (id_, data) in enumerate(files, 1):
            archive.writestr(f"{at:02}-{names[id_].slot}.{extension(data)}", data)
    return packed.getvalue()


def extension(data: bytes) -> str:
    """Return the ending of a file's name."""
    try:
        format_ = sniff(data)
    except PrecheckError:
        return "bin"
    return EXTENSIONS.get(format_, str(format_))


def pdf_of(pictures: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a PDF with a page of A4 a picture. pictures: the caption and the JPEG of each."""
    written = io.BytesIO()
    with _PDFIUM:
        pdf = pypdfium2.PdfDocument.new()
        for caption, jpeg in pictures:
            _add_page(pdf, caption, jpeg)
        pdf.save(written)
        pdf.close()
    return written.getvalue()


def _add_page(pdf: pypdfium2.PdfDocument, caption: str, jpeg: bytes) -> None:
    """Add a page: the caption, and below it the picture as large as fits, not compressed again."""
    page_width, page_height = PAGE_POINTS
    page = pdf.new_page(page_width, page_height)
    width, room = page_width - 2 * MARGIN_POINTS, page_height - 2 * MARGIN_POINTS - CAPTION_POINTS
    line = _caption(caption, width)
    top = page_height - MARGIN_POINTS
    _place(pdf, page, line, (MARGIN_POINTS, top - CAPTION_POINTS, width, CAPTION_POINTS))
    with Image.open(io.BytesIO(jpeg)) as picture:
        scale = min(width / picture.width, room / picture.height)
        shown_width, shown_height = picture.width * scale, picture.height * scale
    left = (page_width - shown_width) / 2
    _place(pdf, page, jpeg, (left, top - CAPTION_POINTS - shown_height, shown_width, shown_height))
    page.gen_content()
    page.close()


def _place(
    pdf: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    jpeg: bytes,
    box: tuple[float, float, float, float],
) -> None:
    """Place a JPEG on a page. box: left, bottom, width and height in points."""
    left, bottom, width, height = box
    image = pypdfium2.PdfImage.new(pdf)
    image.load_jpeg(io.BytesIO(jpeg), inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height).translate(left, bottom))
    page.insert_obj(image)


def _caption(text: str, width: float) -> bytes:
    """Draw a line of text as a JPEG of the caption's shape; its print is half as high."""
    size = (round(CAPTION_PX * width / CAPTION_POINTS), CAPTION_PX)
    line = Image.new("L", size, 255)
    font = ImageFont.load_default(CAPTION_PX // 2)
    ImageDraw.Draw(line).text((0, 0), text[:MAX_CAPTION_CHARS], 0, font)
    file = io.BytesIO()
    line.save(file, "JPEG", quality=90)
    return file.getvalue()
