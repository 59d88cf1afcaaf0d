"""The pipeline on one screen: from the bytes of a picture to its verdict."""

from dataclasses import replace

from precheck.answer.overlay import Marks, draw_overlay
from precheck.capture import Photo
from precheck.decision.acceptance import p_accept
from precheck.decision.decide import decide, may_be_blurred
from precheck.decision.features import features
from precheck.decision.verdict import CheckedPhoto, Decision, Observation
from precheck.decode.file import decode
from precheck.decode.guards import DEFAULT_GUARDS, Guards
from precheck.decode.jpeg import DAMAGED_MESSAGE
from precheck.decode.likeness import signature
from precheck.decode.sharpness import edge_width
from precheck.document.subject import decide_emptiness, recognise_document
from precheck.errors import BrokenPicture
from precheck.loss.cause import shares_by_cause
from precheck.loss.loss import Loss
from precheck.measures import measure_all
from precheck.number.extract import read_number
from precheck.ocr.tesseract import Reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.clock import Clock
from precheck.runtime.memory import memory_errors
from precheck.sheet.detect import find_page
from precheck.text.page_text import page_text


@memory_errors()
def check(
    data: bytes,
    options: Options,
    office: Office,
    reader: Reader | None,
    *,
    guards: Guards = DEFAULT_GUARDS,
) -> CheckedPhoto:
    """Return the verdict on the bytes of a picture. Without a reader no number is read.

    Raises PrecheckError where there is no answer: unreadable bytes, a missing tool; MemoryError.
    """
    clock = Clock()
    photo = decode(data, page=options.page, guards=guards)
    clock.lap("decode")
    evidence, loss = observe(photo, options, office, reader, clock)
    row = None if loss is None else features(loss, evidence.number)
    type_ = evidence.subject.document.type
    evidence = replace(evidence, p_accept=p_accept(row, type_, office.calibration))
    if may_be_blurred(evidence, office):
        evidence = replace(evidence, edge_width=edge_width(photo.pixels))
        clock.lap("measure")
    verdict = decide(replace(evidence, took_ms=clock.total()), options, office)
    if photo.damaged and verdict.decision is Decision.RE_PHOTO:
        raise BrokenPicture(DAMAGED_MESSAGE)  # other reasons would mislead: sending again helps
    return CheckedPhoto(
        verdict=verdict,
        overlay=draw_overlay(photo.pixels, Marks.of(verdict, options.lang))
        if options.overlay
        else None,
        likeness=signature(photo.pixels) if options.likeness else None,
        features=() if row is None else tuple(row.tolist()),
    )


def observe(
    photo: Photo, options: Options, office: Office, reader: Reader | None, clock: Clock
) -> tuple[Observation, Loss | None]:
    """Return all evidence but p_accept, and the page's loss: None if there is nothing to judge."""
    page, recognition = find_page(photo)
    subject, code = recognise_document(photo, page, recognition, options, office)
    clock.lap("locate")
    document = office.settings.documents[subject.document.type]
    capture = page_text(photo, subject.page, document, subject.form)
    subject = decide_emptiness(subject, capture)
    loss = Loss.of(capture)
    measured = measure_all(loss)
    evidence = Observation(photo=photo, subject=subject, qr=code, measurements=measured)
    clock.lap("measure")
    if subject.empty is not None:
        return evidence, None
    number = read_number(subject, capture.text, options, office, reader)
    if number is not None:
        clock.lap("read")
    causes = shares_by_cause(loss)
    clock.lap("measure")
    return replace(evidence, number=number, causes=causes), loss
