"""The document types: one file each in `models/documents/`.

Their names are known at import, so that options can be checked; their content is read at first
use, so that a faulty file is reported as an office's own is.
"""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from precheck.errors import BadPolicy
from precheck.office.document_type import OTHER, Document, DocumentType
from precheck.runtime.models import MODELS

FOLDER = MODELS / "documents"

Tree = dict[str, Any]
"""Nested TOML tables."""


def read_toml(path: Path) -> Tree:
    """Return the content of a file. Raises BadPolicy."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadPolicy(f"{path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPolicy(f"{path}: is not TOML: {error}.") from error


def first_fault(error: ValidationError) -> tuple[list[str], str]:
    """Return the keys that lead to the first fault, and what it is."""
    first = error.errors()[0]
    return [str(part) for part in first["loc"]], first["msg"]


def _place(path: Path) -> tuple[float, str]:
    """Return what a type is listed by; a faulty file, which is reported once it is read, last."""
    try:
        listed = read_toml(path).get("listed")
    except BadPolicy:
        listed = None
    return (listed if isinstance(listed, int) else math.inf, path.stem)


TYPES = tuple(path.stem for path in sorted(FOLDER.glob("*.toml"), key=_place))
"""The document types that can be requested, in the order of lists."""
KNOWN_TYPES = tuple(type_ for type_ in TYPES if type_ != OTHER)
"""Types that are recognised, by a form of their own or by what is read."""


@cache
def document_types() -> Mapping[str, DocumentType]:
    """Return every type by its name, in the order of TYPES.

    Raises BadPolicy, which names the file, the key and the fault.
    """
    types = {type_: read_type(FOLDER / f"{type_}.toml") for type_ in TYPES}
    _outputs(types)
    return types


def read_type(path: Path) -> DocumentType:
    """Return the type that a file describes. Raises BadPolicy, as document_types does."""
    try:
        found = DocumentType.model_validate(read_toml(path))
    except ValidationError as error:
        keys, fault = first_fault(error)
        raise BadPolicy(f"{path}: {'.'.join(keys)}{': ' * bool(keys)}{fault}.") from error
    if found.type != path.stem or not re.fullmatch("[a-z][a-z0-9_]*", found.type):
        raise BadPolicy(f"{path}: type: must be the file's name, of small letters: {path.stem}.")
    return found


def office_tables() -> Tree:
    """Return of each type's file what an office may change. Raises BadPolicy."""
    return {
        type_: {
            key: value
            for key, value in read_toml(FOLDER / f"{type_}.toml").items()
            if key in Document.model_fields
        }
        for type_ in document_types()
    }


@cache
def number_kinds() -> Mapping[str, str]:
    """Return the kind of each type's own number; other papers have none. Raises BadPolicy."""
    return {type_: one.number for type_, one in document_types().items() if one.number}


@cache
def types_with(number: str) -> tuple[str, ...]:
    """Return the types whose own number is of a kind."""
    return tuple(type_ for type_, kind in number_kinds().items() if kind == number)


@cache
def alike(type_: str) -> tuple[str, ...]:
    """Return the types that look like one, itself among them."""
    types = document_types()
    group = types[type_].printed.group
    return tuple(name for name in types if group and types[name].printed.group == group) or (type_,)


@cache
def page_forms() -> tuple[tuple[str, str], ...]:
    """Return types, or empty sides, and their forms, in the order of the page net's outputs."""
    types = document_types()
    pairs = (pair for _, *pair in _outputs(types))
    return tuple((type_, form) if types[type_].forms else (form, "") for type_, form in pairs)


def _outputs(types: Mapping[str, DocumentType]) -> list[tuple[int, str, str]]:
    """Return the page net's outputs with type and form. Raises BadPolicy for a gap or a double."""
    found = sorted(
        (output, type_, form)
        for type_, one in types.items()
        for form, output in one.printed.outputs.items()
    )
    for expected, (output, type_, form) in enumerate(found):
        if output != expected:
            key = f"{FOLDER / type_}.toml: printed.outputs.{form}"
            raise BadPolicy(f"{key}: {output} is taken, or {expected} is left out before it.")
    return found
