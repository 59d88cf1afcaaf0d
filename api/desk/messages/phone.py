"""Phone numbers in the names of photos, as `wa.me` wants them."""

import re
import unicodedata
from urllib.parse import quote

from api.store.photos.intake import Names

INDONESIAN_MOBILE = re.compile(r"(?:\+?62|0)+(8[0-9]{8,11})")
OTHER_COUNTRY = re.compile(r"\+(?!62)([1-9][0-9]{7,14})")


def phone_of(names: Names) -> str | None:
    """Return the sender's number in digits with country code; None if no name is a phone number.

    The chat's sender counts first, then the reference and the folder.
    """
    candidates = (names.sender, names.reference, names.folder)
    numbers = (normalised(text) for text in candidates if text)
    return next((number for number in numbers if number), None)


def normalised(text: str) -> str | None:
    """Return a phone number as digits with country code; None if the text is anything else.

    >>> normalised("0812-9000-9001")
    '6281290009001'
    >>> normalised("+62 812 9000 9001")
    '6281290009001'
    """
    plain = "".join(char for char in text if not _separates(char))
    if mobile := INDONESIAN_MOBILE.fullmatch(plain):
        return f"62{mobile[1]}"
    foreign = OTHER_COUNTRY.fullmatch(plain)
    return foreign and foreign[1]


def whatsapp_link(phone: str, message: str) -> str:
    """Return the address that opens a chat with the message typed in, not sent."""
    return f"https://wa.me/{phone}?text={quote(message, safe='')}"


def _separates(char: str) -> bool:
    """Return whether a character only separates digits: space, dash, dot, bracket, invisible."""
    return char in " .()/" or unicodedata.category(char) in {"Zs", "Pd", "Cf"}
