"""From the sheet that was found to the document: its type, its form and its whole extent."""

from precheck.capture import Page, Photo
from precheck.document.identify import identify
from precheck.document.qr import QrTarget, find_qr_code
from precheck.document.subject import Subject, choose_subject
from precheck.office.policy import Office
from precheck.options import Options
from precheck.sheet.extend import extend_cut_side
from precheck.sheet.page_net import Recognition
from precheck.sheet.rectify import grey_page


def recognise_document(
    photo: Photo, page: Page, recognition: Recognition, options: Options, office: Office
) -> tuple[Subject, QrTarget | None]:
    """Return the document on a page, and what its QR code opens.

    A sheet of a known form that the frame cuts is extended to the form's shape. recognition: the
    prediction of the page net.
    """
    code = find_qr_code(grey_page(page))
    known = identify(photo, page, recognition, code)
    subject = choose_subject(photo, known.page, known.recognition, options, office)
    if subject.document.quad is not None:
        shapes = office.settings.documents[subject.document.type].shapes(subject.form)
        subject = subject.of(extend_cut_side(photo, subject.page, shapes))
    return subject, None if code is None else code.opens
