"""What callers may ask of a batch and of the photos that go into it."""

from typing import Annotated, Any, Literal, TypeVar

from flask import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.datastructures import FileStorage, MultiDict

from api.asked import Text, Types
from api.inputs import BadOption, NoImage, json_object, told
from api.store.batches import NewBatch, Origin
from precheck.options import wanted

PHOTOS = "photos"
"""Name of the file parts."""
LISTS = frozenset({"type", "check_id"})
"""Options that may be repeated."""

Model = TypeVar("Model", bound=BaseModel)
Id = Annotated[str, Field(pattern=r"^([0-9A-HJKMNP-TV-Z]{26})?$")]


class PhotosAsked(BaseModel):
    """What goes for all photos of one request."""

    model_config = ConfigDict(extra="forbid")

    reference: Text | None = Field(
        default=None,
        description="The citizen or request they belong to; default: the folder or chat's sender.",
    )
    type: Types = Field(
        default=["auto"], description="Document asked for; repeat it where any will do."
    )

    @property
    def types(self) -> tuple[str, ...]:
        """The types as the core takes them."""
        return wanted(self.type)


class BatchAsked(BaseModel):
    """What makes a batch."""

    model_config = ConfigDict(extra="forbid")

    origin: Literal["backlog", "handover"] = Field(
        default="backlog",
        description="handover: one citizen's tries, with their photos in this very request.",
    )
    priority: Literal["normal", "urgent"] = Field(
        default="normal", description="urgent: before the backlog; hand-overs come before both."
    )
    lang: Literal["id", "en"] = Field(default="id", description="Language of the messages.")
    line: Text | None = Field(default=None, description="The caller's own line.")
    name: Text | None = Field(default=None, description="For people; kept encrypted.")

    def new(self, owner: str) -> NewBatch:
        """Return it as the store takes it."""
        return NewBatch(
            owner=owner,
            origin=Origin(self.origin),
            urgent=self.priority == "urgent",
            lang=self.lang,
            line=self.line,
            name=self.name,
        )


class HandoverAsked(BatchAsked, PhotosAsked):
    """What makes a hand-over, its photos beside."""

    check_id: list[Id] = Field(
        default=[],
        description="The /check that each photo had, in the photos' order; empty where none.",
    )


def read_batch(request: Request) -> HandoverAsked:
    """Return what the request asks. Raises BadBody, BadOption."""
    asked = checked(HandoverAsked, fields(request))
    if asked.origin == "backlog" and (given := asked.model_fields_set & _OF_HANDOVERS):
        raise BadOption(f"Option '{min(given)}' is for hand-overs, or comes with the photos.")
    if asked.origin == "handover" and asked.reference is None:
        raise BadOption("A hand-over needs the citizen's 'reference'.")
    return asked


_OF_HANDOVERS = {"reference", "type", "check_id"}


def read_photos(request: Request) -> PhotosAsked:
    """Return what the request asks. Raises BadOption."""
    return checked(PhotosAsked, _of_form(request.form))


def files(request: Request) -> list[FileStorage]:
    """Return the photos and archives of the request. Raises NoImage, BadOption."""
    parts = request.files.to_dict(flat=False)
    photos = parts.pop(PHOTOS, [])
    if parts:
        raise BadOption(f"Unknown file field '{min(parts)}': send photos and zips as '{PHOTOS}'.")
    if not photos:
        raise NoImage(f"Send the photos, or zips of them, as form fields '{PHOTOS}'.")
    return photos


def checked(model: type[Model], given: dict[str, Any]) -> Model:
    """Return what is given as the model. Raises BadOption."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise BadOption(told(error, model)) from error


def fields(request: Request) -> dict[str, Any]:
    """Return the options of a body that is JSON or a form. Raises BadBody, BadOption."""
    if request.mimetype == "application/json":
        return json_object(request.get_data(cache=False))
    return _of_form(request.form)


def _of_form(form: MultiDict[str, str]) -> dict[str, Any]:
    twice = [name for name in form if name not in LISTS and len(form.getlist(name)) > 1]
    if twice:
        raise BadOption(f"Option '{min(twice)}' came more than once.")
    return {name: form.getlist(name) if name in LISTS else form[name] for name in form}
