"""The request for a camera link, and the shape of its answer."""

from pydantic import BaseModel, ConfigDict, Field

from api.schema.check_shapes import Shape
from api.submissions.requests import SlotKey


class LinkOptions(BaseModel):
    """Options of a camera link."""

    model_config = ConfigDict(extra="forbid")

    slot: SlotKey | None = Field(
        default=None, description="The paper to take; default: the next one that is awaited."
    )


class CaptureLinkShape(Shape):
    """A camera link."""

    url: str = Field(description="For the citizen alone: who has it may send this one paper.")
    slot: str
    title: str
    expires_at: str = Field(description="ISO 8601, UTC.")


SHAPES = (CaptureLinkShape,)
