"""The list of applications: the filter in the address, and one page of matches."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy import Connection

from api.desk.accounts.person import DeskUser, person
from api.desk.accounts.rights import Right
from api.desk.messages.phone import normalised
from api.desk.photos.listing import MAX_PAGE
from api.desk.submissions.words import spoken
from api.service import service
from api.store import accounts, applications
from api.store import submissions as store
from api.store.applications import ApplicationFilter, Pairs
from api.store.database.vault import Vault
from api.store.stages import TO_DO, Stage
from api.store.submissions import Submission
from api.submissions.catalogue import Catalogue
from api.submissions.rules import rules

APPLICATIONS_PER_PAGE = 50
ALL, NOBODY = "all", "-"
"""Values of the filters of stage and officer."""
AGES = (1, 2, 3, 5, 10)
"""Working days without any act that the filter offers."""
MAX_AGE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRow:
    """One application in the list."""

    application: Submission
    service: str
    title: str
    urgent: bool
    reference: str | None
    late: bool
    """Whether nobody has touched it for the working days of an alarm."""


def list_variables() -> dict[str, object]:
    """Return the template variables of one page of the list."""
    number = min(max(1, request.args.get("page", 1, type=int)), MAX_PAGE)
    here, now = service(), time.time()
    late_since = rules().workdays.begin_of(now, here.settings.untouched_days)
    with here.store.reading() as connection:
        found = applications.page(
            connection,
            requested_filter(here.store.vault, now),
            urgent_kinds(rules().catalogue),
            APPLICATIONS_PER_PAGE,
            (number - 1) * APPLICATIONS_PER_PAGE,
        )
        late = applications.counts(connection, late_since)
        return {
            "rows": [_row(here.store.vault, row, late_since) for row in found.rows],
            "total": found.total,
            "page": number,
            "more": number * APPLICATIONS_PER_PAGE < found.total,
            "counts": applications.counts(connection),
            "late": sum(late.values()),
            "untouched_days": here.settings.untouched_days,
            "asked": {name: value for name, value in request.args.items() if value},
            "ages": sorted({*AGES, here.settings.untouched_days}),
            "choices": _choices(connection),
        }


def requested_filter(vault: Vault, now: float) -> ApplicationFilter:
    """Return the filter of the request; without a stage it is what officers have to do."""
    asked = request.args
    stage, officer = asked.get("stage", ""), asked.get("officer", "")
    age, text = asked.get("age", 0, type=int), asked.get("q", "").strip()
    return ApplicationFilter(
        stages=_stages(stage, narrowed=bool(age > 0 or text)),
        service=asked.get("service") or None,
        line=asked.get("line") or None,
        urgent=urgent_kinds(rules().catalogue) if asked.get("urgent") else None,
        officer=officer if officer not in {"", NOBODY} else None,
        nobodys=officer == NOBODY,
        untouched_since=rules().workdays.begin_of(now, min(age, MAX_AGE)) if age > 0 else None,
        reference_mac=vault.mac("reference", normalised(text) or text) if text else None,
    )


def _stages(asked: str, *, narrowed: bool) -> Sequence[Stage]:
    if asked in list(Stage):
        return (Stage(asked),)
    return () if asked == ALL or narrowed else tuple(TO_DO)


def urgent_kinds(catalogue: Catalogue) -> Pairs:
    """Return the kinds of applications that officers see before all others."""
    return [
        (service, variant)
        for service, one in catalogue.services.items()
        for variant, of_it in one.variants.items()
        if of_it.urgent
    ]


def officers(connection: Connection) -> list[str]:
    """Return the names of those to whom an application may be assigned."""
    people = [one for one in accounts.every(connection) if one.disabled_at is None]
    return [one.name for one in people if DeskUser.of(one).may(Right.DECIDE)]


def titles(row: Submission) -> tuple[str, str]:
    """Return the names of the service and the kind of application; keys of those that are gone."""
    found = rules().catalogue.services.get(row.service)
    variant = rules().catalogue.variant(row.service, row.variant)
    return (
        spoken(found.title) if found else row.service,
        spoken(variant.title) if variant else row.variant,
    )


def is_urgent(row: Submission) -> bool:
    """Return whether officers see an application before all others."""
    variant = rules().catalogue.variant(row.service, row.variant)
    return variant is not None and variant.urgent


def _row(vault: Vault, row: Submission, late_since: float) -> ApplicationRow:
    service_title, title = titles(row)
    touched = row.touched_at or row.updated_at
    return ApplicationRow(
        application=row,
        service=service_title,
        title=title,
        urgent=is_urgent(row),
        reference=store.open_reference(vault, row),
        late=row.closed_at is None and row.rounds > 0 and touched < late_since,
    )


def _choices(connection: Connection) -> Mapping[str, Mapping[str, str]]:
    """Return what the filters offer, values with their words."""
    services = rules().catalogue.services
    names = officers(connection)
    return {
        "service": {key: spoken(one.title) for key, one in services.items()},
        "line": {line: line for line in applications.lines(connection)},
        "officer": {name: name for name in [person().name, *names] if name},
    }
