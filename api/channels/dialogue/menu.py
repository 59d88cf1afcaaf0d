"""What a citizen may choose at one number of the office. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.channels.configuration import Number
from api.channels.messages import MAX_CHOICES
from api.submissions.catalogue import Catalogue, Service

Choice = tuple[str, str]
"""(id, title)."""
SERVICE, APPLY, SLOT = "service", "apply", "slot"
"""Kinds of choices: `service:KEY`, `apply:SERVICE/VARIANT`, `slot:PHOTO/SLOT`."""
OFFICER, LEAVE = "officer", "leave"
"""The choices of a person, and of going on without one."""
CANCEL, GO_ON = "cancel", "go_on"
"""The answers to the question whether to end the application."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The services of one number, in one language."""

    services: dict[str, Service]
    lang: str

    @classmethod
    def of(cls, number: Number, catalogue: Catalogue) -> "Menu":
        """Return the menu of a number: its service, or those of its line, or all."""
        if number.service is not None:
            return cls({number.service: catalogue.services[number.service]}, number.lang)
        of_line = {key: one for key, one in catalogue.services.items() if one.line == number.line}
        return cls(of_line or dict(catalogue.services), number.lang)

    def first(self) -> tuple[Choice, ...]:
        """Return what to choose from first: kinds of applications, or services if they are many."""
        all_ = tuple(choice for key in self.services for choice in self._variants(key))
        if len(all_) <= MAX_CHOICES:
            return all_
        return tuple(
            (f"{SERVICE}:{key}", capital(one.title.in_(self.lang)))
            for key, one in self.services.items()
        )

    def of_service(self, key: str) -> tuple[Choice, ...]:
        """Return the kinds of applications for a service; empty if it is not served here."""
        return tuple(self._variants(key)) if key in self.services else ()

    @property
    def longest(self) -> int:
        """The most choices that are offered at once."""
        offered = (self.first(), *(self.of_service(key) for key in self.services))
        return max(len(choices) for choices in offered)

    def only(self) -> tuple[str, str] | None:
        """Return (service, variant) where only one asks for photos."""
        asking = [
            (key, name)
            for key, one in self.services.items()
            for name, variant in one.variants.items()
            if not variant.in_person
        ]
        return asking[0] if len(asking) == 1 else None

    def _variants(self, key: str) -> Iterator[Choice]:
        for name, variant in self.services[key].variants.items():
            yield f"{APPLY}:{key}/{name}", capital(variant.title.in_(self.lang))


def capital(title: str) -> str:
    """Return a title as it stands alone: with a capital."""
    return title[:1].upper() + title[1:]
