"""The TOML files that an office may replace: read and validated, with the file in every error."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from api.errors import first_fault
from precheck.errors import BadPolicy
from precheck.office.limit import StrictTable

Table = TypeVar("Table", bound=StrictTable)


def read_toml(file: Path) -> dict[str, Any]:
    """Return the content of a file. Raises BadPolicy."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadPolicy(f"{file}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPolicy(f"{file}: is not TOML: {error}.") from error


def validated(model: type[Table], content: dict[str, Any], file: Path) -> Table:
    """Return the content as the model. Raises BadPolicy."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise BadPolicy(f"{file}: {first_fault(error)}") from error
