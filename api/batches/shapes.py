"""The shapes of batches and their results."""

from typing import Literal

from pydantic import Field

from api.schema.check_shapes import (
    DecidedShape,
    DocumentShape,
    ImageShape,
    MeasureShape,
    NumberShape,
    ReasonShape,
    Shape,
    Share,
    VersionShape,
)
from precheck.options import Language


class ReceivedPhoto(Shape):
    """A photo that the batch holds now."""

    id: str
    file: str
    new: bool = Field(description="False: the batch held this very file already.")


class RefusedFile(Shape):
    """A file that was not read."""

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
    lang: Language
    origin: Literal["backlog", "handover", "desk"]
    priority: Literal["normal", "urgent"]
    created_at: str = Field(description="ISO 8601, UTC.")
    closed_at: str | None
    photos: int
    states: StatesShape
    verdicts: dict[str, int] = Field(description="accept, re-photo, and error; of those done.")
    sure: dict[str, int] = Field(
        description="Undecided photos that wait for nobody, by verdict as in `verdicts`."
    )
    waiting_for_officer: int
    decided: int
    expired: int = Field(description="Photos that expired undecided.")
    finished: bool = Field(description="Closed, and no worker has anything left to do.")


class NewBatchShape(BatchShape):
    """A batch that was just made."""

    received: ReceivedShape


class ErrorShape(Shape):
    """Why there is no verdict."""

    code: str


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


SHAPES = (BatchShape, NewBatchShape, ReceivedShape, ResultsShape)
