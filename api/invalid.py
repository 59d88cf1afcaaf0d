"""The first fault of a file or of settings, in words."""

from pydantic import ValidationError


def first_fault(error: ValidationError) -> str:
    """Return where the first fault is and what it is, without the value."""
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"{where}: there is no such setting."
    told = first["msg"].removeprefix("Value error, ")
    return f"{where}: {told}." if where else f"{told}."
