"""The shape of what the service answers, for the documentation and for the tests' comparison."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Point = Annotated[list[int], Field(min_length=2, max_length=2)]
Polygon = list[Point]
Share = Annotated[float, Field(ge=0, le=1)]
SideName = Literal["top", "bottom", "left", "right"]


class Shape(BaseModel):
    """Exactly these keys, all of them."""

    model_config = ConfigDict(extra="forbid")


class ReasonShape(Shape):
    """Why another photo is needed, or what was noted beside."""

    code: str = Field(description="Stable code, such as glare, cropping, too_small.")
    where: Polygon | None = Field(description="Pixels of the picture after its EXIF turn.")
    side: SideName | None = Field(description="Side of the document itself, upright.")
    covers: Literal["number", "must_read", "text", "margin"] | None
    share: Share = Field(description="Share of the must-read text it costs.")
    detail: str | None = Field(description="blank_side, back_side, far, low_resolution or null.")


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
    value: str | None = Field(description="Set only where the state is read. A text, always.")
    candidate: str | None = Field(description="Where doubtful: for officers' eyes only.")
    masked: str | None
    confidence: Share | None
    digits: list[DigitShape] | None
    box: Polygon | None
    flags: list[str]
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
    page: int
    pages: int


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
    notes: list[ReasonShape] = Field(description="What was seen and did not decide.")
    message: str = Field(description="For the citizen, in the language asked for.")
    message_short: str = Field(max_length=60)
    document: DocumentShape
    number: NumberShape | None
    qr: str | None
    measures: dict[str, MeasureShape] = Field(description="Every measure, always.")
    image: ImageShape
    overlay: str | None = Field(description="A data URL, where overlay=1.")
    took_ms: dict[str, int]
    version: VersionShape


class Problem(Shape):
    """An RFC 9457 problem."""

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable; the field to branch on.")
    id: str = Field(description="The request's id, as in the log.")


class MendableProblem(Problem):
    """A problem that the citizen can mend by sending another file."""

    message: str = Field(description="For the citizen, in the language asked for.")
    message_short: str = Field(max_length=60)
    next: Literal["retry"]


class ReceivedPhoto(Shape):
    """A photo that the batch holds now."""

    id: str
    file: str
    new: bool = Field(description="False: the batch held this very file already.")


class RefusedFile(Shape):
    """A file that was not looked into."""

    file: str
    code: str
    detail: str


class ReceivedShape(Shape):
    """What became of the files of one request."""

    photos: list[ReceivedPhoto]
    refused: list[RefusedFile]
    skipped: int = Field(description="Files in archives that are no photos.")


class StatesShape(Shape):
    """Photos by state."""

    queued: int
    leased: int = Field(description="Being worked on.")
    done: int
    dead: int = Field(description="The check failed on them; an officer sees them.")
    expired: int = Field(description="Nobody decided them in time; ask for them again.")


class BatchShape(Shape):
    """A batch, and how far it is."""

    id: str
    name: str | None
    line: str | None
    lang: Literal["id", "en"]
    origin: Literal["backlog", "handover", "desk"]
    priority: Literal["normal", "urgent"]
    created_at: str = Field(description="ISO 8601, UTC.")
    closed_at: str | None
    photos: int
    states: StatesShape
    verdicts: dict[str, int] = Field(description="accept, re-photo, and error; of those done.")
    waiting_for_officer: int
    decided: int
    finished: bool = Field(description="Closed, and no worker has anything left to do.")


class NewBatchShape(BatchShape):
    """A batch that was just made."""

    received: ReceivedShape


class ErrorShape(Shape):
    """Why there is no verdict."""

    code: str


class DecidedShape(Shape):
    """What an officer decided."""

    id: str
    decision: Literal["accept", "re-photo"]
    reason: str | None
    at: str


class CheckDecidedShape(DecidedShape):
    """What an officer decided of a `/check`."""

    check: str = Field(description="The check's id.")


class ResultShape(Shape):
    """One photo: the answer of `/check` where there is one, and what became of the photo."""

    id: str
    file: str
    folder: str | None
    page: int
    reference: str | None
    sender: str | None
    sent_at: str | None
    line: str | None
    attempt: int
    check: str | None = Field(description="The /check that a hand-over follows.")
    state: Literal["queued", "leased", "done", "dead", "expired"]
    error: ErrorShape | None
    next: Literal["done", "retry", "officer"] | None
    message: str | None = Field(description="For the citizen: the officer's, where there is one.")
    masked: str | None = Field(description="The number, the officer's where there is one.")
    number_mac: str | None = Field(description="Equal for equal numbers.")
    decision: DecidedShape | None
    verdict: Literal["accept", "re-photo"] | None
    p_accept: Share | None
    reasons: list[ReasonShape] | None
    notes: list[ReasonShape] | None
    message_short: str | None
    document: DocumentShape | None
    number: NumberShape | None
    qr: str | None
    measures: dict[str, MeasureShape] | None
    image: ImageShape | None
    overlay: None
    took_ms: dict[str, int] | None
    version: VersionShape | None


class ResultsShape(Shape):
    """A batch and its photos."""

    batch: BatchShape
    photos: list[ResultShape]


class Live(Shape):
    """The process answers."""

    status: Literal["live"]


class Ready(Shape):
    """Photos can be checked."""

    status: Literal["ready"]
    languages: list[str]
    models: str
    policy: str


class SettingShape(Shape):
    """One setting in force."""

    value: object
    default: object
    origin: Literal["default", "policy"]


class PolicyShape(Shape):
    """All settings in force."""

    policy: str = Field(description="Hash of the office's own differences, or default.")
    settings: dict[str, SettingShape]


SHAPES: tuple[type[Shape], ...] = (
    *(Answer, Problem, MendableProblem, Live, Ready, PolicyShape),
    *(BatchShape, NewBatchShape, ReceivedShape, ResultsShape, CheckDecidedShape),
)
