"""The papers of a submission from the rows of its photos, and what a room of submissions needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from sqlalchemy import Connection, RowMapping

from api.errors import ServiceError
from api.settings import Settings
from api.store.database.vault import Vault
from api.store.photos import answers
from api.store.photos.answers import Sampling
from api.store.submissions import Submission
from api.submissions import catalogue
from api.submissions.catalogue import Catalogue, Variant
from api.submissions.codes import Code
from api.submissions.papers import OTHER, Paper
from api.submissions.records.members import open_members
from api.submissions.seen import cut_sides
from api.submissions.wording import Speaker
from api.submissions.workdays import EVERY_WEEKDAY, Workdays
from precheck.answer.as_json import Json, as_dict
from precheck.decision.decide import next_step, next_without_verdict
from precheck.decision.verdict import CheckedPhoto, Next
from precheck.office.policy import Office
from precheck.options import Options


class NoSuchSubmission(ServiceError):
    """The submission does not exist or belongs to another caller."""

    code = "no_such_submission"
    status = HTTPStatus.NOT_FOUND


class SubmissionClosed(ServiceError):
    """The submission has expired, or holds too many photos. The caller begins another."""

    code = "submission_closed"
    status = HTTPStatus.CONFLICT


class ServiceGone(ServiceError):
    """The office no longer has the service of this submission. The caller begins another."""

    code = "service_gone"
    status = HTTPStatus.CONFLICT


@dataclass(frozen=True, slots=True)
class Rules:
    """What filing a photo takes from the office."""

    catalogue: Catalogue
    office: Office
    sampling: Sampling
    workdays: Workdays = EVERY_WEEKDAY
    """The office's calendar, with its time zone."""
    public_url: str | None = None
    """Address at which citizens' phones reach the service; None: camera links are off."""
    camera_seconds: float = 0.0
    """Time after which a camera link expires."""

    @classmethod
    def load(cls, settings: Settings, office: Office) -> "Rules":
        """Load the office's services and calendar. Raises BadPolicy."""
        services = catalogue.load(settings.services)
        days = Workdays(services.hours, settings.timezone)
        return cls.of(settings, office, services, days)

    @classmethod
    def of(
        cls, settings: Settings, office: Office, services: Catalogue, workdays: Workdays
    ) -> "Rules":
        """Return the rules of an office whose files are loaded."""
        address, seconds = settings.public_url, settings.camera_hours * 3600.0
        return cls(services, office, Sampling.of(settings), workdays, address, seconds)

    @property
    def advise(self) -> bool:
        """Whether no citizen has to send another photo."""
        return self.office.settings.mode == "advise"

    def variant(self, row: Submission) -> Variant:
        """Return what a submission is an application for. Raises ServiceGone."""
        found = self.catalogue.variant(row.service, row.variant)
        if found is None:
            raise ServiceGone(f"The service {row.service}/{row.variant} is gone.")
        return found

    def speaker(self, row: Submission) -> Speaker:
        """Return who speaks to the citizen. Raises ServiceGone."""
        lang = row.lang if row.lang in self.catalogue.texts else "id"
        texts, variant = self.catalogue.texts[lang], self.variant(row)
        return Speaker(texts=texts, lang=lang, variant=variant, workdays=self.workdays)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction on submissions, under the rules of the office."""

    connection: Connection
    vault: Vault
    rules: Rules
    now: float
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A photo's verdict, without the attempt, which is known only once the photo is filed."""

    result: CheckedPhoto
    options: Options
    office: Office

    def at(self, attempt: int, id_: str) -> Json:
        """Return the answer of `/check` for this attempt."""
        verdict = self.result.verdict
        step = next_step(verdict.decision, verdict.reasons, attempt, self.office)
        return as_dict(
            replace(verdict, next=step),
            replace(self.options, attempt=attempt),
            self.office,
            id_=id_,
            overlay=self.result.overlay,
        )

    def handed_over(self, attempt: int) -> bool:
        """Return whether a failed attempt of this number goes to an officer."""
        reasons = self.result.verdict.reasons
        if reasons:
            step = next_step(self.result.verdict.decision, reasons, attempt, self.office)
        else:  # legible, and another paper than the slot needs
            step = next_without_verdict(attempt, self.office)
        return step is Next.OFFICER


def papers(vault: Vault, rows: Sequence[RowMapping]) -> list[Paper]:
    """Return the photos that are checked."""
    return [paper(vault, row) for row in rows if row["state"] not in {"queued", "leased"}]


def paper(vault: Vault, row: RowMapping) -> Paper:
    """Return one photo as filing sees it. One that the machine failed on is with an officer."""
    answer = row["answer"] or {}
    secret = answers.secret_number(vault, row) or {}
    code = row["filing"] or (Code.TO_OFFICER if row["state"] == "dead" else None)
    return Paper(
        id=row["id"],
        file=row["file_mac"],
        page=row["page"],
        at=row["added_at"],
        reason=row["reason"],
        slot=row["slot"],
        part=row["part"],
        code=code,
        type=row["officer_type"] or row["type"] or OTHER,
        cut=cut_sides(answer) if row["verdict"] == "re-photo" else frozenset(),
        number=answers.typed_number(vault, row) or answers.full_number(secret),
        number_sure=row["number_state"] == "read",
        number_mac=row["number_mac"],
        masked=row["number_masked"],
        members=open_members(vault, row),
        decision=row["decision"],
        returned=row["returned_at"] is not None,
        expired=row["state"] == "expired",
    )
