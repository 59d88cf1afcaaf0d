"""What the week shows: what was promised and kept, lost, told twice, and how long people waited."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from api.store import rows
from api.store.photos import intake
from api.store.stages import Stage
from api.store.submissions import Submission
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions.workdays import Workdays
from tests.api.week.citizen import CLOSED, READY, RETURNED, Citizen, Said
from tests.api.week.clock import HOUR
from tests.api.week.town import Heard
from tests.api.week.week import Week

OFFICER_SAYS = re.compile(r"^Selamat siang, saya ")
LEFT = "kita lanjutkan tanpa petugas"
ENDED = re.compile(rf"{READY.pattern}|{CLOSED}|belum dapat kami lanjutkan|Tidak ada permohonan")
DECIDED = re.compile(rf"dapat kami terima|^Foto .+?: |sedang dikerjakan|{ENDED.pattern}")
PROMISES = {
    "an officer will look": (
        re.compile(r"akan (diperiksa|dilihat) petugas|sedang dilihat petugas|mohon tunggu kabar"),
        DECIDED,
    ),
    "we tell you when it is done": (re.compile(r"Kami kabari bila sudah selesai"), ENDED),
    "an officer will write": (
        re.compile(r"petugas akan membalas di sini"),
        re.compile(rf"{OFFICER_SAYS.pattern}|{RETURNED}|{LEFT}"),
    ),
}
"""What is promised, and what keeps it."""
ONCE = re.compile(rf"dapat kami terima|{READY.pattern}|{CLOSED}")
"""What is news once."""
EXCUSES = re.compile(r"Mohon maaf, (ada gangguan|foto tadi|berkas terlalu)")
LIFTED = frozenset({"cancelled", "forgotten"})
"""Fates after which nothing is owed."""
PATIENCE = HOUR
"""Of the office's time, within which everybody is answered."""
OPEN_AT_END = frozenset({Stage.COMPLETE, Stage.IN_WORK, Stage.RETURNED, Stage.READY})


@dataclass(slots=True)
class Recount:
    """The figures, and the faults: what must not be."""

    applications: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    rounds: list[int] = field(default_factory=list)
    sent_back: list[int] = field(default_factory=list)
    photos: int = 0
    said: int = 0
    heard: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    keeping: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of the office's time until a promise was kept."""
    first: list[float] = field(default_factory=list)
    """Seconds to the first answer."""
    closing: list[float] = field(default_factory=list)
    """Seconds from the first photo of an application to its end."""
    waits: list[float] = field(default_factory=list)
    """Seconds of the office's time between a message and what was heard next."""
    excuses: int = 0
    faults: list[str] = field(default_factory=list)


def recount(week: Week) -> Recount:
    """Return what the week shows; its database is open."""
    found = Recount()
    workdays = week.town.rules.workdays
    for citizen in week.citizens:
        found.fates[citizen.fate] += 1
        _count(found, citizen)
        found.faults += _told_twice(citizen)
        found.faults += _promises(found, citizen, workdays)
        found.faults += _waiting(found, citizen, workdays, week.ended)
    found.faults += [f"{week.town.lost[one]}: {one}" for one in sorted(week.town.lost)]
    _count_applications(found, week)
    found.faults += _lost_photos(week)
    return found


def _count(found: Recount, citizen: Citizen) -> None:
    said = [one for one in citizen.talk if isinstance(one, Said)]
    heard = [one for one in citizen.talk if isinstance(one, Heard)]
    found.said += len(said)
    found.heard += len(heard)
    found.photos += len(citizen.sent)
    found.excuses += sum(bool(EXCUSES.search(one.text)) for one in heard)
    if said and heard:
        found.first.append(heard[0].at - said[0].at)


def _told_twice(citizen: Citizen) -> Iterator[str]:
    """Name replies that came twice, and news that was told again."""
    tags, news, since_said = set(), set(), set()
    for one in citizen.talk:
        if isinstance(one, Said):
            since_said.clear()
            continue
        if one.tag and one.tag in tags:
            yield f"{citizen.address} got one reply twice: {one.text}"
        elif one.text in since_said:
            yield f"{citizen.address} was told twice: {one.text}"
        elif ONCE.search(one.text) and one.text in news:
            yield f"{citizen.address} was told news twice: {one.text}"
        if "mohon kirim lagi" in one.text.casefold() or "Foto " in one.text[:5]:
            news.clear()
        tags.add(one.tag)
        news.add(one.text)
        since_said.add(one.text)


def _promises(found: Recount, citizen: Citizen, workdays: Workdays) -> Iterator[str]:
    if citizen.fate in LIFTED:
        return
    heard = [one for one in citizen.talk if isinstance(one, Heard)]
    for name, (promise, keeps) in PROMISES.items():
        for at, one in enumerate(heard):
            if not promise.search(one.text):
                continue
            kept = next((later for later in heard[at + 1 :] if keeps.search(later.text)), None)
            found.kept[name, kept is not None] += 1
            if kept is None:
                yield f"{citizen.address} ({citizen.fate}): nothing followed: {one.text}"
            else:
                seconds = workdays.open_seconds(one.at, kept.at)
                found.keeping.setdefault(name, []).append(seconds)


def _waiting(found: Recount, citizen: Citizen, workdays: Workdays, ended: float) -> Iterator[str]:
    """Name the messages after which nothing was heard for longer than an hour of the office's."""
    waiting: Said | None = None
    for one in (*citizen.talk, None):
        if isinstance(one, Said):
            waiting = waiting or one
            continue
        if waiting is None:
            continue
        seconds = workdays.open_seconds(waiting.at, ended if one is None else one.at)
        found.waits.append(seconds)
        if seconds > PATIENCE:
            heard = "nothing" if one is None else one.text
            yield f"{citizen.address} waited {seconds / HOUR:.1f} h: {waiting.text} → {heard}"
        waiting = None


def _count_applications(found: Recount, week: Week) -> None:
    with week.town.reading() as connection:
        every = rows.every(connection, Submission, select(SUBMISSIONS))
    for row in every:
        stage = row.state if row.state in {"cancelled", "expired"} else str(row.stage)
        found.applications[stage] += 1
        if stage == Stage.CLOSED:
            found.rounds.append(row.rounds)
            found.sent_back.append(row.sent_back)
            found.closing.append((row.step_at or 0.0) - row.created_at)
        if row.batch_id is not None and row.stage in OPEN_AT_END and row.state != "expired":
            found.faults.append(f"application {row.id} ({row.service}) is {row.stage} at the end")


def _lost_photos(week: Week) -> Sequence[str]:
    """Name photos that are nowhere, of citizens who have not taken them back."""
    vault = week.town.store.vault
    with week.town.reading() as connection:
        there = set(connection.scalars(select(PHOTOS.c.file_mac)))
    return [
        f"{citizen.address} ({citizen.fate}): photo {at + 1} is nowhere"
        for citizen in week.citizens
        if citizen.fate not in LIFTED
        for at, shot in enumerate(citizen.sent)
        if intake.mac_of(vault, shot.data) not in there
    ]


def percentiles(values: Sequence[float], unit: float) -> str:
    """Return median, 95th percentile and maximum, in a unit of seconds."""
    if not values:
        return "–"
    ordered = sorted(values)
    picked = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 1.0))
    return " / ".join(f"{one / unit:.1f}" for one in picked)
