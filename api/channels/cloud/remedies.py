"""What to do about a reply that the Cloud API accepted and reports as `failed` later, by its code.

Source: Meta, WhatsApp Business Platform, "WhatsApp error codes"
(developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
"""

from collections.abc import Mapping
from enum import StrEnum


class Remedy(StrEnum):
    """What may help."""

    AGAIN = "again"
    """The fault is temporary: the same reply, once more."""
    TEMPLATE = "template"
    """The 24 hours are over by WhatsApp's clock: the number's template."""
    NONE = "failed"
    """Nothing: the operator sees it."""


REMEDIES: Mapping[str, Remedy] = {
    "2": Remedy.AGAIN,  # API service: down or overloaded
    "130429": Remedy.AGAIN,  # rate limit of the Cloud API hit
    "131000": Remedy.AGAIN,  # something went wrong
    "131016": Remedy.AGAIN,  # service unavailable
    "131047": Remedy.TEMPLATE,  # re-engagement message
    "131056": Remedy.AGAIN,  # rate limit of one business and consumer pair hit
    "133004": Remedy.AGAIN,  # server temporarily unavailable
}


def remedy(code: str) -> Remedy:
    """Return what may help against a code."""
    return REMEDIES.get(code, Remedy.NONE)
