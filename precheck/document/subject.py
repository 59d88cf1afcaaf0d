"""The document of the photo that is judged, and the others beside it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import cv2

from precheck.capture import Capture, Page, Photo, Points, Sheet
from precheck.document.identify import identify
from precheck.document.qr import QrTarget, find_qr_code
from precheck.office.document_type import EMPTY_SIDES
from precheck.office.documents import alike
from precheck.office.policy import Office
from precheck.options import Options
from precheck.sheet.extend import extend_unseen_side
from precheck.sheet.page_net import Recognition, recognise
from precheck.sheet.rectify import grey_page, recognition_crop, rectify
from precheck.text.cells import MIN_TEXT, READABLE_INDEX, UNREADABLE_INDEX

MIN_READABLE_CELLS, MIN_TRACE_CELLS = 20, 60
"""Cells of readable text, or of text that is not quite illegible, from which a frame without a
sheet shows a document. Of 45 drawn tables and floors 44 have at most 17 of the first, 42 at most 46
of the second; of 47 close-ups of a number 44 have at least 21, 46 at least 91."""
MIN_TRACE_PAPER = 0.3
"""Share of paper in such a frame from which MIN_TRACE_CELLS count: a start value."""
MIN_PRINTED_RUNS = 6
"""Runs of text, not quite illegible, from which a side classified as empty is a page. None of 31
drawn backs with an imprint or a stamp has more than 4."""
MIN_PART_AREA_RATIO, MIN_WHOLE_AREA_RATIO = 0.72, 0.4
"""Smaller over larger area of two papers of unknown type where either may be meant; the second one
for a whole paper, because an A5 is half an A4."""
MIN_READ_SHARE = 0.99
"""Probability of one type among those that look alike from which it was read, not only seen."""
MIN_RIVAL_CONFIDENCE, MIN_WHOLE_VISIBLE_SHARE = 0.4, 0.9
"""Confidence of another paper of unknown type; visible share of a whole one. Of 120 drawn pairs of
such papers 111 are detected; of 239 single ones 1 is taken for a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectedDocument:
    """One document in the photo."""

    type: str
    confidence: float
    quad: Points | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The document that is judged, and the others."""

    document: DetectedDocument
    page: Page
    """The sheet, or the whole frame without one."""
    others: tuple[DetectedDocument, ...] = ()
    """The documents of `page.others`, in their order."""
    form: str = ""
    """The document's form; empty if unknown."""
    empty: str | None = None
    """Why there is nothing to judge: nothing, blank_side or back_side; else None."""

    @property
    def rivals(self) -> tuple[DetectedDocument, ...]:
        """The others that may be meant as well: known documents, or papers of similar size.

        A paper of unknown type is ignored beside a known document. Beside another paper of unknown
        type it is ignored if it is cut off, or much smaller or larger.
        """
        pairs = zip(self.others, self.page.others, strict=True)
        return tuple(seen for seen, sheet in pairs if seen.type != "other" or self._is_rival(sheet))

    def _is_rival(self, paper: Sheet) -> bool:
        """Return whether a paper of unknown type may be meant."""
        if self.document.type != "other":
            return False
        whole = paper.shows >= MIN_WHOLE_VISIBLE_SHARE
        ratio = MIN_WHOLE_AREA_RATIO if whole else MIN_PART_AREA_RATIO
        small, large = sorted(cv2.contourArea(quad) for quad in (self.page.sheet.quad, paper.quad))
        return paper.confidence >= MIN_RIVAL_CONFIDENCE and small >= ratio * large

    def of(self, page: Page) -> "Subject":
        """Return the same with the sheet rectified again."""
        return replace(self, page=page, document=replace(self.document, quad=page.sheet.quad))

    @property
    def turn(self) -> int | None:
        """Clockwise degrees that bring the sheet upright; None without a sheet."""
        return self.page.turn if self.document.quad is not None else None


def recognise_document(
    photo: Photo, page: Page, recognition: Recognition, options: Options, office: Office
) -> tuple[Subject, QrTarget | None]:
    """Return the document on a page, and what its QR code opens.

    A sheet of a known form of which a part is unseen is extended to the form's shape.
    recognition: the prediction of the page net.
    """
    code = find_qr_code(grey_page(page))
    known = identify(photo, page, recognition, code)
    subject = choose_subject(photo, known.page, known.recognition, options, office)
    if subject.document.quad is not None:
        shapes = office.settings.documents[subject.document.type].shapes(subject.form)
        page = extend_unseen_side(photo, subject.page, shapes, head_seen=known.head_seen)
        subject = subject.of(page)
    return subject, None if code is None else code.opens


def choose_subject(
    photo: Photo, page: Page, recognition: Recognition, options: Options, office: Office
) -> Subject:
    """Name the document that is judged and the others in the photo."""
    if not recognition.types:
        nothing = DetectedDocument(type="other", confidence=0.0, quad=None)
        return Subject(document=nothing, page=page, empty="nothing")
    document = _named(recognition.types, page.sheet, options, office)
    forms = tuple(office.settings.documents[document.type].forms)
    recognised = [form for form in forms if form in recognition.forms]
    return Subject(
        document=document,
        form=max(
            recognised,
            key=lambda form: recognition.forms[form],
            default=forms[0] if len(forms) == 1 else "",
        ),
        others=tuple(_other(photo, sheet, options, office) for sheet in page.others),
        page=page,
        empty=recognition.best_type if recognition.best_type in EMPTY_SIDES else None,
    )


def decide_emptiness(subject: Subject, capture: Capture) -> Subject:
    """Decide by the text that was found whether there is anything to judge.

    A frame without a sheet is a document where it has readable text, or illegible text on paper.
    """
    text = capture.text
    printed = text.text >= MIN_TEXT
    readable = int((printed & (text.legibility >= READABLE_INDEX)).sum())
    runs = sum(
        region.contrast > 0 and region.legibility >= UNREADABLE_INDEX for region in capture.regions
    )
    if subject.empty in EMPTY_SIDES and runs >= MIN_PRINTED_RUNS:
        return replace(subject, empty=None)
    if subject.empty != "nothing":
        return subject if subject.empty or printed.any() else replace(subject, empty="nothing")
    if readable >= MIN_READABLE_CELLS:
        return replace(subject, empty=None)
    traces = (printed & (text.legibility >= UNREADABLE_INDEX)).sum()
    paper = 0.0 if subject.page.sheetless is None else subject.page.sheetless.paper
    is_document = traces >= MIN_TRACE_CELLS and paper >= MIN_TRACE_PAPER
    return replace(subject, empty=None) if is_document else subject


def _named(
    types: Mapping[str, float], sheet: Sheet, options: Options, office: Office
) -> DetectedDocument:
    """Take the most probable type; `other` below its limit or where only legibility is requested.

    Types that look alike count as one, because it need not be certain which of them it is.
    """
    documents = office.settings.documents
    group = max(map(alike, documents), key=lambda group: _sum(types, group))
    type_ = _one_of(group, types, options.types)
    known = _sum(types, group) >= documents[type_].recognised.at_least
    if not known or options.types == ("other",):
        type_ = "other"
    return DetectedDocument(type=type_, confidence=types.get(type_, 0.0), quad=sheet.quad)


def _sum(types: Mapping[str, float], group: tuple[str, ...]) -> float:
    return sum(types.get(type_, 0.0) for type_ in group)


def _one_of(group: tuple[str, ...], types: Mapping[str, float], requested: Collection[str]) -> str:
    """Return the most probable of a group; of requested ones, unless another was read.

    Their appearance hardly differs.
    """

    def probability(type_: str) -> float:
        return types.get(type_, 0.0)

    best = max(group, key=probability)
    was_read = probability(best) >= MIN_READ_SHARE * _sum(types, group)
    fitting = [type_ for type_ in group if type_ in requested]
    return best if was_read or not fitting else max(fitting, key=probability)


def _other(photo: Photo, sheet: Sheet, options: Options, office: Office) -> DetectedDocument:
    recognition = recognise(recognition_crop(photo, sheet))
    flat = rectify(photo, sheet, recognition.turn)
    return _named(identify(photo, flat, recognition).recognition.types, sheet, options, office)
