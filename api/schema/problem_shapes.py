"""The shapes of problems."""

from typing import Literal

from pydantic import Field

from api.schema.check_shapes import Shape


class Problem(Shape):
    """An RFC 9457 problem."""

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable; the field to branch on.")
    id: str = Field(description="The request's id, as in the log.")


class MendableProblem(Problem):
    """A problem that the citizen can solve by sending another file."""

    message: str = Field(description="For the citizen, in the language asked for.")
    message_short: str = Field(max_length=60)
    next: Literal["retry", "officer"]


PROBLEMS: tuple[type[Shape], ...] = (Problem, MendableProblem)
