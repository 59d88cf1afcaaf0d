"""Placeholders of texts that an office may change: a text that loads can be filled in."""

import string


def placeholders(text: str) -> frozenset[str]:
    """Return the names of a text's placeholders. Raises ValueError unless each is `{name}`."""
    try:
        fields = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise ValueError(f"is no text with placeholders: {error}") from error
    for name, form, conversion in fields:
        if not str(name).isidentifier() or form or conversion:
            raise ValueError(f"a placeholder is a name in braces, as {{what}}, not {{{name}}}")
    return frozenset(str(name) for name, _, _ in fields)
