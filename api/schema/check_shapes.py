"""The shapes of an answer and of a decision on it, for the documentation and the tests."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Point = Annotated[list[int], Field(min_length=2, max_length=2)]
Polygon = list[Point]
Share = Annotated[float, Field(ge=0, le=1)]
SideName = Literal["top", "bottom", "left", "right"]


class Shape(BaseModel):
    """An object with exactly these keys."""

    model_config = ConfigDict(extra="forbid")


class ReasonShape(Shape):
    """Why another photo is needed, or a note."""

    code: str = Field(description="Stable code, such as glare, cropping, too_small.")
    where: Polygon | None = Field(description="Pixels of the picture after its EXIF turn.")
    side: SideName | None = Field(description="Side of the document itself, upright.")
    covers: Literal["number", "must_read", "text", "margin"] | None
    share: Share = Field(description="Share of the must-read text it costs.")
    detail: str | None = Field(
        description="blank_side, back_side, far, low_resolution, unrecognised or null."
    )


class SeenShape(Shape):
    """Another sheet in the picture."""

    type: str
    confidence: Share
    quad: Polygon | None


class DocumentShape(SeenShape):
    """The sheet that was judged."""

    quad: Polygon | None = Field(
        description="Clockwise from the document's own top left; may lie outside the picture."
    )
    turn: Literal[0, 90, 180, 270] | None = Field(description="Clockwise degrees to upright.")
    others: list[SeenShape]


class DigitShape(Shape):
    """One position of the number."""

    char: str
    state: Literal["read", "doubtful", "unread"]


class NumberShape(Shape):
    """The document's number."""

    kind: Literal["kk", "nik", "akta"]
    state: Literal["read", "doubtful", "unread"]
    value: str | None = Field(
        description="As printed. Set only where the state is read. A text, always."
    )
    normalised: str | None = Field(
        description="The value in one form: SIAK numbers of akta with hyphens, no spaces."
    )
    candidate: str | None = Field(description="Where doubtful: for officers' eyes only.")
    masked: str | None = Field(
        description="With all but its first and last four characters hidden."
    )
    confidence: Share | None = Field(description="Probability that the whole number is right.")
    digits: list[DigitShape] | None
    box: Polygon | None
    flags: list[Literal["region_elsewhere", "unknown_kecamatan", "odd_date"]] = Field(
        description="Oddities for the officer; never a reason for another photo."
    )
    expected: Literal["match", "differs", "cannot_tell"] | None


class MeasureShape(Shape):
    """One measure, judged. Null was not measured."""

    value: float | None
    unit: str
    outcome: Literal["ok", "too_low", "too_high", "unmeasured"]
    at_least: float | None
    at_most: float | None


class ImageShape(Shape):
    """The picture as it came."""

    format: Literal["jpeg", "png", "webp", "heic", "avif", "tiff", "pdf"]
    width: int
    height: int
    bytes: int
    page: int = Field(description="The page that was checked, from 1.")
    pages: int = Field(
        description="Pages of the file, at most 20. Where there are more than one, the note"
        " more_pages says so: check the others with `page`."
    )


class VersionShape(Shape):
    """What gave the verdict."""

    service: str
    models: str
    policy: str


class Answer(Shape):
    """The verdict on one photo."""

    id: str
    reference: str | None
    line: str | None
    attempt: int
    verdict: Literal["accept", "re-photo"]
    next: Literal["done", "retry", "officer"] = Field(description="The one field to branch on.")
    p_accept: Share = Field(
        description="Calibrated probability that the photo meets the accept policy: everything can "
        "be read. 0 where several documents were found, or another than was asked for."
    )
    reasons: list[ReasonShape] = Field(description="What decided; empty on accept.")
    notes: list[ReasonShape] = Field(
        description="What was seen and did not decide, such as screenshot or more_pages."
    )
    message: str = Field(description="For the citizen, in the language asked for.")
    message_short: str = Field(max_length=60)
    document: DocumentShape
    number: NumberShape | None
    qr: str | None = Field(description="Content of the official QR code, as read; not verified.")
    measures: dict[str, MeasureShape] = Field(description="Every measure, always.")
    image: ImageShape
    overlay: str | None = Field(description="A data URL, where overlay=1.")
    took_ms: dict[str, int]
    version: VersionShape


class DecidedShape(Shape):
    """What an officer decided."""

    id: str
    decision: Literal["accept", "re-photo"]
    reason: str | None
    at: str
