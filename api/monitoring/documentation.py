"""The operations of health, policy and metrics in the OpenAPI document."""

from api.schema.responses import (
    FORBIDDEN,
    NO_KEY,
    RETRY_AFTER,
    TOO_MANY,
    Responses,
    answer,
    problem,
)

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
