"""The text of a page: the maps of the nets, the runs of print and the light on them."""

from precheck.capture import Capture, Page, Photo
from precheck.office.document_type import Document
from precheck.sheet.eye_net import look
from precheck.text.cells import light_of
from precheck.text.legibility_net import read_map
from precheck.text.runs import regions


def page_text(photo: Photo, page: Page, document: Document, form: str) -> Capture:
    """Return the photo and its page with the text on it. form: of the document, or empty."""
    text = read_map(page)
    return Capture(
        photo=photo,
        page=page,
        text=text,
        regions=regions(page, text),
        light=light_of(photo, page, text),
        frame=look(photo),
        zones=document.must_read(form),
        shapes=document.shapes(form),
    )
