"""The shapes of services, submissions and the answers to their photos."""

from typing import Literal

from pydantic import Field

from api.schema.check_shapes import Answer, Shape
from api.store.stages import Stage
from api.submissions.codes import Code


class TitleShape(Shape):
    """A name in each language; languages that are missing use the Indonesian one."""

    id: str
    en: str
    jv: str | None = None
    mad: str | None = None


class SlotShape(Shape):
    """One paper that the application needs."""

    slot: str
    title: TitleShape
    types: list[str] = Field(description="Document types that fill it; other: no known type.")
    parts_max: int = Field(description="Photos that it takes, such as pages.")


class VariantShape(Shape):
    """One kind of application."""

    variant: str
    title: TitleShape
    in_person: bool = Field(description="The citizen has to come; no photos are asked for.")
    urgent: bool
    usual_days: int | None = Field(description="Working days that it usually takes.")
    ready_after_days: int | None
    pickup: str | None
    slots: list[SlotShape]


class ServiceShape(Shape):
    """One service of the office."""

    service: str
    title: TitleShape
    line: str
    variants: list[VariantShape]


class ServicesShape(Shape):
    """All services."""

    services: list[ServiceShape]
    languages: list[str]


class PaperShape(Shape):
    """One photo or page of a submission."""

    id: str
    code: Code
    page: int
    part: int | None
    type: str
    masked: str | None = Field(description="Its number, masked.")
    decision: Literal["accept", "re-photo"] | None = Field(description="The officer's.")
    returned: bool = Field(description="An officer asked for it once more; it counts no longer.")


class SlotStateShape(Shape):
    """One paper, and what is known of it."""

    slot: str
    title: str
    state: Literal["missing", "unreadable", "officer", "in"]
    attempts: int = Field(description="Failed photos in a row.")
    photos: list[PaperShape]


class SubmissionShape(Shape):
    """An application, and how far it is."""

    id: str | None = Field(description="Null where the citizen has to come: nothing is kept.")
    service: str
    variant: str
    lang: str
    line: str | None
    reference: str | None
    title: str
    urgent: bool
    state: Literal["open", "officer", "complete", "expired", "in_person"] = Field(
        description="officer: nothing is awaited from the citizen, an officer looks at the rest."
    )
    stage: Stage | None = Field(
        description="What officers made of it; new, incomplete and complete follow from the papers."
        " After ready no photo is taken. Null where nothing is kept."
    )
    papers: list[SlotStateShape]
    unplaced: list[PaperShape] = Field(description="Photos whose paper is not known.")
    awaited: list[str] = Field(description="Slots that the citizen is to send, the next first.")
    unchecked: int = Field(description="Further pages of PDFs that are being checked.")
    rounds: int = Field(description="Photos that were answered.")
    message: str = Field(description="For the citizen: what comes next, or the confirmation.")
    ready: str | None = Field(
        description="When and where to fetch the document, once an officer has set it ready."
    )
    created_at: str | None = Field(description="ISO 8601, UTC.")
    completed_at: str | None


class ChoiceShape(Shape):
    """A slot that could take the photo."""

    slot: str
    title: str


class FilingShape(Shape):
    """What became of a photo."""

    code: Code
    slot: str | None
    title: str | None
    part: int | None
    attempt: int
    choices: list[ChoiceShape] = Field(description="With ask_slot: what to let the citizen choose.")
    message: str = Field(description="The one text to forward.")


class SubmittedShape(Shape):
    """The answer to a photo."""

    photo: str
    check: Answer | None = Field(
        description="The answer of `POST /check`; null where the machine failed on the photo."
    )
    filing: FilingShape
    submission: SubmissionShape


SHAPES = (ServicesShape, SubmissionShape, SubmittedShape)
