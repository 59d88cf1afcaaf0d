"""Secrets of the channels: a file names where they are, and never holds them."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, SecretStr

HOW = 'write { env = "NAME" } or { file = "/PATH" }'


def read_secret(source: object) -> str:
    """Return the secret that an environment variable or a file holds. Raises ValueError."""
    match source:
        case {"env": str(name), **rest} if not rest:
            value = os.environ.get(name, "")
            where = f"the environment variable {name}"
        case {"file": str(path), **rest} if not rest:
            where = f"the file {path}"
            try:
                value = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise ValueError(f"{where} cannot be read") from error
        case _:
            raise ValueError(HOW)
    if not value:
        raise ValueError(f"{where} is empty or missing")
    return value


SecretFrom = Annotated[SecretStr, BeforeValidator(read_secret)]
"""A secret that is read where the configuration says."""
