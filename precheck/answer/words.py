"""Short names of codes in each language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

WORDS_FILE = Path(__file__).with_name("words.toml")


@cache
def code_words(lang: str) -> Mapping[str, Any]:
    """Return the words of a language: `number`, and the tables `types`, `reasons` and `errors`."""
    words: Mapping[str, Any] = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))[lang]
    return words
