"""The services with the papers that each asks for: one TOML file a service, checked at start.

An office's own folder holds files of the same shape: a file replaces the service of that name, and
`texts/<language>.toml` changes single texts, `office/hours.toml` tells its hours and holidays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from api.submissions import hours, texts
from api.submissions.hours import Hours
from api.submissions.office_files import read_toml, validated
from api.submissions.texts import Texts
from precheck.errors import BadPolicy
from precheck.office.limit import StrictTable
from precheck.options import DocumentType

OWN_SERVICES = Path(__file__).resolve().parent / "services"
KEY = r"^[a-z][a-z0-9_]{0,31}$"
Key = Annotated[str, Field(pattern=KEY)]


def _no_placeholder(title: str) -> str:
    if "{" in title or "}" in title:
        raise ValueError("a title has no placeholder")
    return title


TitleText = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_no_placeholder)]


class Title(StrictTable):
    """A name in each language; languages without their own use the Indonesian one."""

    id: TitleText
    en: TitleText
    jv: TitleText | None = None
    mad: TitleText | None = None

    def in_(self, lang: str) -> str:
        """Return the name in a language."""
        return getattr(self, lang, None) or self.id


class Slot(StrictTable):
    """One paper that a service asks for."""

    key: Key
    title: Title
    types: tuple[DocumentType, ...] = Field(min_length=1)
    """Document types that fill it; `other`: any paper that no reader recognises."""
    parts_max: int = Field(default=2, ge=1, le=20)
    """Photos that it takes: pages, or halves of one sheet. Pages of a PDF are not limited."""


class Variant(StrictTable):
    """One kind of application for a service."""

    title: Title
    in_person: bool = False
    """Whether the citizen has to come; then no paper is needed."""
    urgent: bool = False
    """Whether officers see it before all others."""
    usual_days: int | None = Field(default=None, ge=1, le=365)
    """Working days that it usually takes from the last paper on, told to who asks."""
    ready_after_days: int | None = Field(default=None, ge=0, le=365)
    """Working days from the day on which an officer sets it ready until the document can be
    fetched; None: nothing to fetch."""
    pickup: Key | None = None
    """Where it is fetched: a key of the texts' table `pickups`."""
    slots: tuple[Slot, ...] = ()

    @model_validator(mode="after")
    def _asks_for_papers_or_the_person(self) -> Self:
        if self.in_person == bool(self.slots):
            raise ValueError("slots are needed, except where in_person = true")
        if (self.pickup is None) != (self.ready_after_days is None):
            raise ValueError("ready_after_days and pickup come together")
        if len({slot.key for slot in self.slots}) < len(self.slots):
            raise ValueError("two slots have the same key")
        return self

    def slot(self, key: str | None) -> Slot | None:
        """Return the slot of this key."""
        return next((slot for slot in self.slots if slot.key == key), None)


class Service(StrictTable):
    """One service of the office."""

    title: Title
    line: Key
    """The office's line that serves it."""
    variants: dict[Key, Variant] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services, the texts in every language that is on, and when the office is open."""

    services: Mapping[str, Service]
    texts: Mapping[str, Texts]
    hours: Hours

    def variant(self, service: str, variant: str) -> Variant | None:
        """Return a variant of a service; None if there is none."""
        found = self.services.get(service)
        return None if found is None else found.variants.get(variant)


def load(folder: Path | None = None) -> Catalogue:
    """Load the services and texts, with those of the office's folder.

    Raises BadPolicy, which names the file, the key and the fault.
    """
    return _defaults() if folder is None else _load(folder)


@cache
def _defaults() -> Catalogue:
    return _load(None)


def _load(folder: Path | None) -> Catalogue:
    if folder is not None and not folder.is_dir():
        raise BadPolicy(f"services: there is no folder {folder}.")
    files = {file.stem: file for file in sorted(OWN_SERVICES.glob("*.toml"))}
    if folder is not None:
        files |= {file.stem: file for file in sorted(folder.glob("*.toml"))}
    services = {key: validated(Service, read_toml(file), file) for key, file in files.items()}
    all_texts = texts.load(folder)
    _check_pickups(services, files, all_texts)
    on = {lang: one for lang, one in all_texts.items() if one.reviewed}
    return Catalogue(services, on, hours.load(folder))


def _check_pickups(
    services: Mapping[str, Service], files: Mapping[str, Path], all_texts: Mapping[str, Texts]
) -> None:
    for key, service in services.items():
        for name, variant in service.variants.items():
            for lang, one in all_texts.items():
                if variant.pickup is not None and variant.pickup not in one.pickups:
                    raise BadPolicy(
                        f"{files[key]}: variants.{name}.pickup: {variant.pickup} has no word in"
                        f" texts/{lang}.toml, table pickups."
                    )
