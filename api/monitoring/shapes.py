"""The shapes of health and policy."""

from typing import Literal

from pydantic import Field

from api.schema.check_shapes import Shape


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


SHAPES = (Live, Ready, Storage, PolicyShape)
