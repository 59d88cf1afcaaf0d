"""The shapes of problems, health and policy."""

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


class Live(Shape):
    """The process answers."""

    status: Literal["live"]


class Ready(Shape):
    """Photos can be checked."""

    status: Literal["ready"]
    languages: list[str]
    models: str
    policy: str
    storage: Literal["writable", "full", "read_only", "failing", "unreachable"] = Field(
        description="Whether the database stores what comes; `/check` answers anyway."
    )


class Storage(Shape):
    """The database stores what comes."""

    status: Literal["writable"]


class SettingShape(Shape):
    """One setting in force."""

    value: object
    default: object
    origin: Literal["default", "policy"]


class PolicyShape(Shape):
    """All settings in force."""

    policy: str = Field(description="Hash of the office's own differences, or default.")
    settings: dict[str, SettingShape]
