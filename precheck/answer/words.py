"""Short names of codes in each language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from precheck.office.documents import document_types, read_toml

WORDS_FILE = Path(__file__).with_name("words.toml")


@cache
def code_words(lang: str) -> Mapping[str, Any]:
    """Return the words of a language: `number`, and the tables `types`, `reasons` and `errors`."""
    types = {type_: one.names.for_officers(lang) for type_, one in document_types().items()}
    return {**read_toml(WORDS_FILE)[lang], "types": types}
