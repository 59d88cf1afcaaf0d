"""The photos that citizens have: of each paper some that are fine and some with a fault."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tests.api.channels.test_end_to_end import FIXTURES, ROWS
from tests.api.submissions.seen import Seer, photo
from tests.api.week.clock import Clock

TAIL = 4
"""Bytes behind the picture that make each file another one."""
CHECK_SECONDS = 1.0
"""What a check takes on the week's clock."""
LETTERS: Mapping[str, Sequence[str]] = {
    "surat_kehilangan": ("police_letter",),
    "kelahiran": ("birth_note",),
    "surat_kelahiran": ("birth_note",),
    "buku_nikah": ("marriage_book", "marriage_akta"),
    "surat_kematian": ("village_note",),
    "bukti_perubahan": ("letter", "village_note"),
}
"""The papers of no known type, by slot."""
FOREIGN = ("invoice", "receipt", "kia")
FAULTS_OF_EACH = 6


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo, and what an officer sees on it."""

    data: bytes
    readable: bool
    reason: str = "blur"
    foreign: bool = False
    file: str = ""
    """Of the picture, without what makes this file another one."""


class RealAlbum:
    """Drawn specimens."""

    def __init__(self) -> None:
        self._made = 0
        self._fine: dict[str, list[dict]] = {}
        self._faulty: dict[str, list[dict]] = {}
        for row in ROWS:
            name = row["variant"] if row["type"] == "other" else row["type"]
            if row["label"] == "accept" and row["sheets"] == 1:
                self._fine.setdefault(name or "", []).append(row)
            elif row["label"] == "re-photo" and row["type"] != "other":
                known = self._faulty.setdefault(name, [])
                known += [row] * (len(known) < FAULTS_OF_EACH)

    def fine(
        self, slot: str, types: Sequence[str], chance: random.Random, sent: Sequence[Shot]
    ) -> Shot:
        """Return another paper than those that were sent, as long as there is one."""
        kind = types[0] if types[0] != "other" else chance.choice(LETTERS[slot])
        known = {shot.file for shot in sent}
        new = [row for row in self._fine[kind] if row["file"] not in known]
        return self._shot(chance.choice(new or self._fine[kind]))

    def faulty(self, types: Sequence[str], chance: random.Random) -> Shot:
        if types[0] == "other":
            return self.foreign(chance)
        return self._shot(chance.choice(self._faulty[types[0]]), readable=False)

    def foreign(self, chance: random.Random) -> Shot:
        shot = self._shot(chance.choice(self._fine[chance.choice(FOREIGN)]), readable=False)
        return replace(shot, foreign=True)

    def _shot(self, row: dict, *, readable: bool = True) -> Shot:
        self._made += 1
        data = (FIXTURES / row["file"]).read_bytes() + self._made.to_bytes(TAIL, "big")
        return Shot(data, readable, next(iter(row["reasons"]), "blur"), file=row["file"])


class SeenAlbum:
    """Photos for the core's stand-in, which sees in them what their bytes say."""

    def __init__(self) -> None:
        self._made = 0

    def fine(
        self, _slot: str, types: Sequence[str], _chance: random.Random, _sent: Sequence[Shot]
    ) -> Shot:
        return self._shot(types[0])

    def faulty(self, types: Sequence[str], _chance: random.Random) -> Shot:
        return self._shot(types[0], legible=False, where=True)

    def foreign(self, _chance: random.Random) -> Shot:
        return replace(self._shot("other", legible=False), foreign=True)

    def _shot(self, type_: str, *, legible: bool = True, **more: object) -> Shot:
        self._made += 1
        number = f"35140141018{self._made:05}"
        data = photo(type_, legible=legible, take=self._made, number=number, **more)
        return Shot(data, legible)


class Remembering:
    """The real check, made once for each picture and each set of options."""

    def __init__(self, check) -> None:
        self._check = check
        self._known: dict[object, object] = {}

    def __call__(self, data, options, office):
        key = (data[:-TAIL], replace(options, reference=None, line=None))
        if key not in self._known:
            self._known[key] = self._check(data[:-TAIL], options, office)
        return self._known[key]

    @property
    def checks(self) -> int:
        """Real checks so far."""
        return len(self._known)


class SeenOnce:
    """The stand-in, with a signature of each shot."""

    checks = 0

    def __init__(self) -> None:
        self._seer = Seer()

    def __call__(self, data, options, office):
        seen = json.loads(data)
        return self._seer(json.dumps({**seen, "shot": seen["take"]}).encode(), options, office)


def timed(check, clock: Clock):
    """Return a check that takes its time on the clock."""

    def check_and_turn(data, options, office):
        clock.turn_to(clock.now + CHECK_SECONDS)
        return check(data, options, office)

    return check_and_turn
