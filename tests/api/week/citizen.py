"""A citizen: opens a chat, sends photos, errs, asks, swears, stops, comes back, fetches."""

import random
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.channels.dialogue.menu import capital
from api.settings import DEFAULT_ZONE
from api.submissions.catalogue import Slot, Variant
from tests.api.week.album import Shot
from tests.api.week.clock import DAY, HOUR, MINUTE, local
from tests.api.week.town import Heard, Town
from tests.servers import graph as graph_server
from tests.servers import waha as waha_server

Life = Generator[float, Sequence[Heard], None]
"""Yields how long it waits at most; gets what was heard meanwhile."""
WAKES, SLEEPS = 6, 22
OPENINGS = ("halo", "Assalamualaikum", "P", "min mau tanya", "selamat pagi", "permisi pak")
OATHS = ("lama banget sih anjing", "bego nih bot", "dasar pemerintah lelet!!", "tolol")
QUESTIONS = (
    *(
        "kapan jadinya?",
        "syaratnya apa?",
        "bayar berapa?",
        "ambilnya di mana?",
        "sudah sampai mana?",
    ),
    *(
        "buka jam berapa?",
        "bisa dicetak sendiri?",
        "tolong",
        "salah kirim foto",
        "nomor kantor berapa",
    ),
)
CALLS = ("petugas", "saya mau bicara dengan petugas", "mau ngomong sama admin", "bukan robot dong")
MATTERS = ("KK saya hilang kena banjir, bagaimana?", "nama anak saya salah eja", "kok lama ya pak")
THANKS = ("terima kasih", "makasih pak", "ok", "siap", "baik kak")
AWAITED = (
    re.compile(r"erikutnya mohon kirim foto (.+?)(?:\.|$)"),
    re.compile(r"ohon kirim lagi foto (.+?)(?:\.|$)"),
    re.compile(r"mulai dari (.+?)(?:\.|$)"),
    re.compile(r"ohon kirim (.+?)(?:\.|$)"),
    re.compile(r"⬜ (.+)"),
    re.compile(r"^Foto (.+?):"),
)
ALL_IN = re.compile(r"Semua foto untuk .+ sudah kami terima|Semua foto sudah kami terima")
FETCH = re.compile(r"dapat diambil mulai (\d\d-\d\d-\d{4})")
READY = re.compile(r"Permohonan [^.]+ sudah selesai")
CLOSED = "sudah kami tutup"
RETURNED = "Petugas sudah selesai"
MAX_SENT = 30
"""Messages after which a citizen gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message of a citizen."""

    at: float
    text: str
    photo: bool = False


@dataclass(slots=True)
class Citizen:
    """One of the town."""

    town: Town
    album: object
    number: int
    service: str
    name: str
    variant: Variant
    chance: random.Random
    channel: str = "cloud"
    talk: list[Said | Heard] = field(default_factory=list)
    sent: list[Shot] = field(default_factory=list)
    fate: str = "waits"
    """waits, done, closed, cancelled, forgotten, gone, told to come, gave up."""
    fetches_on: str | None = None
    """The day from which on the document can be fetched, as it was told."""
    with_officer: bool = False
    new: list[Heard] = field(default_factory=list)
    turn: int = 0
    patient_at: float = 0.0
    life: Life | None = None

    @property
    def address(self) -> str:
        phone = graph_server.SENDER.format(self.number)
        return phone if self.channel == "cloud" else f"{phone}@c.us"

    def arrive(self) -> None:
        self.town.listeners[self.address] = self.hears
        self.life = self._life()
        self._wait(next(self.life))

    def hears(self, heard: Heard) -> None:
        self.talk.append(heard)
        self.new.append(heard)
        self.turn += 1
        turn = self.turn
        reads = self.chance.uniform(5, 90)
        self.town.at(awake(self.town.clock.now + reads), lambda: self._resume(turn))

    def _wait(self, seconds: float) -> None:
        self.turn += 1
        turn = self.turn
        self.town.at(awake(self.town.clock.now + seconds), lambda: self._resume(turn))

    def _resume(self, turn: int) -> None:
        if turn != self.turn or self.life is None:
            return
        new, self.new = self.new, []
        try:
            self._wait(self.life.send(new))
        except StopIteration:
            self.life = None

    # what a citizen does

    def _life(self) -> Life:
        yield 0.1
        if not (yield from self._begins()):
            return
        yield from self._brings(list(self.variant.slots))
        while self.fate == "waits":
            yield from self._follows()

    def _begins(self) -> Generator[float, Sequence[Heard], bool]:
        """Come from the first word to the list of papers; return whether photos are asked for."""
        drawn = self.chance.random()
        heard = yield from self._says(self.chance.choice(OPENINGS if drawn < 0.9 else OATHS))
        wanted = capital(self.variant.title.in_("id"))
        service = capital(self.town.rules.catalogue.services[self.service].title.in_("id"))
        for _ in range(8):
            if heard and (begun := self._has_begun(heard[-1])):
                if begun == "in person":
                    self.fate = "told to come"
                return begun == "begun"
            found = self._find(heard, (f"apply:{self.service}/{self.name}", wanted))
            found = found or self._find(heard, (f"service:{self.service}", service))
            if found is not None:
                heard = yield from self._chooses(*found)
            elif heard:
                heard = yield from self._says("menu")
            else:
                heard = yield HOUR
                if not heard:
                    heard = yield from self._says("halo?")
        self.fate = "gave up"
        return False

    def _has_begun(self, heard: Heard) -> str:
        if "perlu datang sendiri" in heard.text:
            return "in person"
        return "begun" if "kami perlukan foto asli" in heard.text else ""

    def _brings(self, slots: list[Slot]) -> Life:
        """Send the papers, one after the other, as the answers ask for them."""
        tries = 0
        while slots and len(self.sent) < MAX_SENT:
            if tries == 0:
                yield from self._strays()
                if self.fate != "waits":
                    return
            slot = slots[0]
            heard = yield from self._sends(self._photo_of(slot, tries))
            tries += 1
            while not heard:  # the answer is late, or an officer has the conversation
                heard = yield 6 * HOUR
            heard = yield from self._answers_question(heard, slot)
            said = " ".join(one.text for one in heard)
            self._note_end(said)
            if self.fate != "waits" or self.fetches_on or ALL_IN.search(said):
                return
            asked = self._asked_for(said)
            if asked and asked[0].key != slot.key:
                tries = 0
            slots = asked or slots
            if tries > 4:
                yield from self._calls_officer()
                tries = 1

    def _photo_of(self, slot: Slot, tries: int) -> Shot:
        drawn = self.chance.random()
        if tries == 0 and drawn < 0.06:
            return self.album.foreign(self.chance)
        if drawn < (0.36 if tries == 0 else 0.2):
            return self.album.faulty(slot.types, self.chance)
        if tries and drawn > 0.97:
            return self.sent[-1]
        return self.album.fine(slot.key, slot.types, self.chance, self.sent)

    def _strays(self) -> Life:
        """Do something else than what was asked for, now and then."""
        drawn = self.chance.random()
        if drawn < 0.05:
            yield from self._says(self.chance.choice(QUESTIONS))
        elif drawn < 0.08:
            yield from self._says(self.chance.choice(OATHS))
        elif drawn < 0.10:
            yield from self._says("🙏")
        elif drawn < 0.13:
            yield from self._calls_officer()
        elif drawn < 0.15:
            heard = yield from self._says("batal")
            yes = self.chance.random() < 0.5
            heard = yield from self._says("ya" if yes else "tidak")
            if yes and any("sudah dibatalkan" in one.text for one in heard):
                self.fate = "cancelled"
        elif drawn < 0.155:
            yield from self._says("hapus data saya")
            self.fate = "forgotten"
        elif drawn < 0.20:  # comes back tomorrow
            yield self.chance.uniform(0.5, 1.5) * DAY
        elif drawn < 0.22:
            self.fate = "gone"

    def _answers_question(self, heard: Sequence[Heard], slot: Slot) -> Life:
        """Say which paper the photo is, where that is asked."""
        for _ in range(4):
            own = capital(slot.title.in_("id"))
            choice = next(
                (c for one in heard for c in one.choices if c[1] == own and "apply" not in c[0]),
                None,
            )
            if choice is None:
                break
            drawn = self.chance.random()
            if drawn < 0.1:
                heard = yield from self._says("bukan keduanya")
            elif drawn < 0.3:
                heard = yield from self._says(f"itu {slot.title.in_('id')} pak")
            else:
                heard = yield from self._chooses(heard[-1], choice)
        return heard

    def _calls_officer(self) -> Life:
        heard = yield from self._says(self.chance.choice(CALLS))
        if not any("petugas akan membalas" in one.text for one in heard):
            return
        if self.chance.random() < 0.8:
            heard = yield from self._says(self.chance.choice(MATTERS), patience=DAY)
        if self.chance.random() < 0.1:
            yield from self._says("Lanjut tanpa petugas")
            return
        for _ in range(20):
            if any(RETURNED in one.text for one in heard):
                return
            self._note_end(" ".join(one.text for one in heard))
            if heard and self.chance.random() < 0.4:
                heard = yield from self._says(self.chance.choice(THANKS), patience=DAY)
            else:
                heard = yield DAY

    def _follows(self) -> Life:
        """Wait for the office, and do what it asks for."""
        heard = () if self.fetches_on else (yield 2 * DAY)
        said = " ".join(one.text for one in heard)
        if not heard and self.fetches_on is None:
            if self.chance.random() < 0.5:
                yield from self._says(self.chance.choice(QUESTIONS))
            return
        self._note_end(said)
        if self.fetches_on is not None:
            if self.chance.random() < 0.5:
                yield from self._says(self.chance.choice(THANKS))
            day = datetime.strptime(self.fetches_on, "%d-%m-%Y").replace(tzinfo=DEFAULT_ZONE)
            comes = day + timedelta(days=0, hours=self.chance.uniform(8, 14))
            while not self.town.rules.catalogue.hours.is_open(comes):
                comes += timedelta(hours=1)
            yield max(1.0, comes.timestamp() - self.town.clock.now)
            self.town.counter[self.address] = self.name
            self.fate = "done"
            return
        again = self._asked_for(said) if "ohon kirim" in said or said.startswith("Foto ") else []
        if self.fate == "waits" and again:
            yield self.chance.uniform(1, 30) * MINUTE
            yield from self._brings(again)

    def _note_end(self, said: str) -> None:
        if (fetched := FETCH.search(said)) is not None:
            self.fetches_on = fetched[1]
        if CLOSED in said:
            self.fate = "closed"
        elif READY.search(said) and not FETCH.search(said):
            self.fate = "done"

    def _asked_for(self, said: str) -> list[Slot]:
        titles = {slot.title.in_("id").casefold(): slot for slot in self.variant.slots}
        found = [name for one in AWAITED for name in one.findall(said)]
        names = [part.strip() for name in found for part in (name, *name.split(", "))]
        return list({s.key: s for n in names if (s := titles.get(n.casefold()))}.values())

    # how it is said

    def _find(self, heard: Sequence[Heard], wanted: tuple[str, str]):
        for one in reversed(heard):
            for choice in one.choices:
                if choice[0] == wanted[0] or (not choice[0] and choice[1] == wanted[1]):
                    return one, choice
        return None

    def _says(self, text: str, patience: float = 20 * MINUTE) -> Life:
        self.talk.append(Said(at=self.town.clock.now, text=text))
        if self.channel == "cloud":
            message = graph_server.text(self._id(), text, sender=self.address, at=self._now())
            self.town.deliver_cloud(message)
        else:
            self._deliver_waha(body=text)
        return (yield patience)

    def _chooses(self, heard: Heard, choice: tuple[str, str]) -> Life:
        id_, title = choice
        if self.channel != "cloud":
            at = heard.choices.index(choice) + 1
            return (yield from self._says(self.chance.choice((f"{at}", f"no {at} pak"))))
        self.talk.append(Said(at=self.town.clock.now, text=title))
        given = {"sender": self.address, "at": self._now()}
        self.town.deliver_cloud(graph_server.choice(self._id(), id_, title[:24], **given))
        return (yield 20 * MINUTE)

    def _sends(self, shot: Shot) -> Life:
        self.talk.append(Said(at=self.town.clock.now, text="(foto)", photo=True))
        self.sent.append(shot)
        self.town.note_shot(shot)
        if self.channel == "cloud":
            media = self.town.graph.add_media(shot.data)
            one = graph_server.image(
                self._id(), media, shot.data, sender=self.address, at=self._now()
            )
            one["image"].pop("caption")
            self.town.deliver_cloud(one)
        else:
            name = f"{self.number}-{len(self.sent)}.jpg"
            self.town.waha.files[name] = shot.data
            url = f"{self.town.waha.url}/api/files/{name}"
            self._deliver_waha(hasMedia=True, media={"url": url, "mimetype": "image/jpeg"})
        return (yield 20 * MINUTE)

    def _deliver_waha(self, **payload: object) -> None:
        message = waha_server.message(f"false_{self._id()}", sender=self.address, **payload)
        self.town.deliver_waha(message)

    def _id(self) -> str:
        return f"wamid.{self.number}.{len(self.talk)}"

    def _now(self) -> float:
        return self.town.clock.now


def awake(at: float) -> float:
    """Return the time, or the next morning's if everybody sleeps."""
    then = local(at)
    if WAKES <= then.hour < SLEEPS:
        return at
    morning = then.replace(hour=WAKES, minute=then.minute, second=then.second)
    if then.hour >= SLEEPS:
        morning += timedelta(days=1)
    return morning.timestamp()
