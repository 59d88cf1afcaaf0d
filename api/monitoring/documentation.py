"""Health, policy and metrics in the OpenAPI document: shapes and responses."""

from typing import Literal

from pydantic import Field

from api.schema.check_shapes import Shape
from api.schema.responses import (
    FORBIDDEN,
    NO_KEY,
    RETRY_AFTER,
    TOO_MANY,
    Responses,
    answer,
    problem,
)


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

NOT_READY = problem(
    503,
    "tool_missing",
    "Tesseract or a language is missing, or a file of the models: bad_model.",
    headers=RETRY_AFTER,
)
STORAGE_FAULT = problem(
    503,
    "storage_fault",
    "The database stores nothing now; the detail says what to do.",
    headers=RETRY_AFTER,
)

LIVE: Responses = {200: answer("Live", "The process answers.")}
READY: Responses = {200: answer("Ready", "Photos can be checked."), 503: NOT_READY}
STORAGE: Responses = {200: answer("Storage", "The database stores."), 503: STORAGE_FAULT}
POLICY: Responses = {
    200: answer("PolicyShape", "All settings in force."),
    401: NO_KEY,
    429: TOO_MANY,
}
METRICS: Responses = {
    200: {
        "description": "The text format of Prometheus.",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    },
    401: NO_KEY,
    403: FORBIDDEN,
    429: TOO_MANY,
}
