"""The requests that create a batch and add photos to it."""

from typing import Annotated, Literal

from flask import Request
from pydantic import BaseModel, ConfigDict, Field

from api.http.inputs import BadOption, body_fields, form_fields, validated
from api.http.options import DocumentTypes, OwnId
from api.store.batches import NewBatch, Origin
from precheck.options import Language, requested_types

PHOTOS_FIELD = "photos"
"""Name of the file parts."""
PHOTO_OPTIONS = {"reference", "type", "check_id"}
"""Options that come with photos."""

CheckId = Annotated[str, Field(pattern=r"^([0-9A-HJKMNP-TV-Z]{26})?$")]


class PhotoOptions(BaseModel):
    """Options of all photos of one request."""

    model_config = ConfigDict(extra="forbid")

    reference: OwnId = Field(
        default=None,
        description="The citizen or request they belong to; default: the folder or chat's sender.",
    )
    type: DocumentTypes = Field(
        default=["auto"], description="Document asked for; repeat it where any will do."
    )

    @property
    def types(self) -> tuple[str, ...]:
        """The types as the core expects them."""
        return requested_types(self.type)


class BatchOptions(BaseModel):
    """Options of a new batch."""

    model_config = ConfigDict(extra="forbid")

    origin: Literal["backlog", "handover"] = Field(
        default="backlog",
        description="handover: one citizen's tries, with all their photos in this very request.",
    )
    priority: Literal["normal", "urgent"] = Field(
        default="normal", description="urgent: before the backlog; hand-overs come before both."
    )
    lang: Language = Field(default="id", description="Language of the messages.")
    line: OwnId = Field(default=None, description="The caller's own line.")
    name: OwnId = Field(default=None, description="For people; kept encrypted.")

    def new_batch(self, owner: str) -> NewBatch:
        """Return the batch to create."""
        return NewBatch(
            owner=owner,
            origin=Origin(self.origin),
            urgent=self.priority == "urgent",
            lang=self.lang,
            line=self.line,
            name=self.name,
        )


class HandoverOptions(BatchOptions, PhotoOptions):
    """Options of a new batch whose photos come with it; a hand-over's always do."""

    check_id: list[CheckId] = Field(
        default=[],
        description="The /check that each photo had, in the photos' order; empty where none.",
    )


def read_batch(request: Request) -> HandoverOptions:
    """Parse the options of a new batch. Raises BadBody, BadOption."""
    options = validated(HandoverOptions, body_fields(request))
    given = options.model_fields_set
    if options.origin == "backlog" and not request.files and (given := given & PHOTO_OPTIONS):
        raise BadOption(f"Option '{min(given)}' comes with the photos.")
    if options.origin == "handover" and options.reference is None:
        raise BadOption("A hand-over needs the citizen's 'reference'.")
    return options


def read_photo_options(request: Request) -> PhotoOptions:
    """Parse the options of added photos. Raises BadOption."""
    return validated(PhotoOptions, form_fields(request.form))
