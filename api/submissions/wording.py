"""The texts for the citizen: one answers a photo, one says the state. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from api.settings import DEFAULT_ZONE
from api.submissions.catalogue import Slot, Variant
from api.submissions.codes import Code, Filing, State
from api.submissions.papers import OTHER, Paper, Progress
from api.submissions.texts import Texts

DATE = "%d-%m-%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the texts of the citizen's language about one kind of application."""

    texts: Texts
    lang: str
    variant: Variant
    zone: ZoneInfo = DEFAULT_ZONE
    """The office's time zone."""

    def title(self, slot: Slot | None) -> str:
        """Return the paper's name."""
        return "" if slot is None else slot.title.in_(self.lang)

    def said_of(
        self,
        filing: Filing,
        answer: Mapping[str, Any],
        after: Progress,
        at: float,
        *,
        closing: bool = True,
    ) -> str:
        """Return the answer to a photo, with what is awaited next.

        after: the submission with this photo. at: when its last paper came. closing: whether to
        say what is awaited.
        """
        said = self._filed(filing, answer, after)
        asked = filing.code in {Code.ASK_SLOT, Code.UNREADABLE, Code.WRONG_PAPER}
        handed_over = filing.code == Code.TO_OFFICER
        if not closing or asked or (handed_over and (filing.slot is None or not after.awaited)):
            return self._joined(said)
        new = filing.code in {Code.FILED, Code.PART}
        return self._joined(said, self._closing(after, at, new=new))

    def said_of_repeat(self, earlier: Paper, message: str, after: Progress, at: float) -> str:
        """Return the answer to the very same shot again. message: what was said of it."""
        texts = self.texts.filing
        if earlier.decision == "re-photo" or earlier.code in {
            *(Code.UNREADABLE, Code.WRONG_PAPER, Code.ASK_SLOT),
        }:
            return self._joined(texts.repeat_unreadable.format(message=message))
        slot = self.variant.slot(earlier.slot)
        said = texts.repeat_in.format(paper=self.title(slot)) if slot else texts.repeat
        return self._joined(said, self._closing(after, at, new=after.state is not State.COMPLETE))

    def which(self, slots: Sequence[str]) -> str:
        """Return the question which of some slots a photo is for."""
        names = tuple(self.title(self.variant.slot(key)) for key in slots)
        return self.texts.filing.ask_slot.format(papers=self.texts.list_of(names))

    def neither(self, slots: Sequence[str]) -> str:
        """Return the choice that a photo is none of these slots."""
        filing = self.texts.filing
        return {1: filing.not_it, 2: filing.neither}.get(len(slots), filing.none_of_them)

    def opening(self, progress: Progress) -> str:
        """Return the first text: which papers to send."""
        titles = tuple(self.title(one.slot) for one in progress.slots)
        if self.variant.in_person:
            said = self.texts.state.in_person.format(variant=self.variant.title.in_(self.lang))
        else:
            said = self.texts.state.begin.format(
                variant=self.variant.title.in_(self.lang),
                papers=", ".join(titles),
                paper=titles[0],
            )
        return self._joined(said)

    def accepted(self, paper: str, of: Progress) -> str:
        """Return that an officer accepted a photo, and what is awaited next."""
        said = self.texts.filing.accepted.format(paper=paper)
        return self._joined(said, self._closing(of, 0.0, new=False))

    def again(self, paper: str, message: str) -> str:
        """Return an officer's request for another photo of a paper."""
        return self.texts.filing.again.format(paper=paper, message=message)

    def said_of_state(self, state: State, progress: Progress, at: float) -> str:
        """Return what the submission waits for."""
        if state is State.EXPIRED:
            return self.texts.state.expired
        if not any(one.papers for one in progress.slots) and not progress.loose:
            return self.opening(progress)
        return self._joined(self._closing(progress, at, new=True))

    def _closing(self, after: Progress, at: float, *, new: bool) -> str:
        """Return the next request, or the confirmation if this photo may have completed it."""
        if after.awaited:
            return self.texts.state.next.format(paper=self.title(after.awaited[0]))
        if not new:
            return ""
        if after.state is State.OFFICER:
            return self.texts.state.officer
        said = self.texts.state.complete.format(variant=self.variant.title.in_(self.lang))
        return self._joined(said, self.ready(at))

    def ready(self, at: float) -> str:
        """Return when and where the document can be fetched; empty if there is none."""
        days, pickup = self.variant.ready_after_days, self.variant.pickup
        if days is None or pickup is None:
            return ""
        date = (datetime.fromtimestamp(at, self.zone) + timedelta(days=days)).strftime(DATE)
        return self.texts.state.ready.format(date=date, pickup=self.texts.pickups[pickup])

    def _filed(self, filing: Filing, answer: Mapping[str, Any], after: Progress) -> str:
        if filing.code in {Code.FILED, Code.PART, Code.ALREADY_IN}:
            return self._kept(filing, answer)
        type_ = answer["document"]["type"]
        if filing.code == Code.TO_OFFICER:
            return self._handed_over(answer, self.texts.documents[type_])
        if filing.code == Code.WRONG_PAPER:
            return self._refused(self.variant.slot(filing.slot), type_, after)
        if filing.code == Code.ASK_SLOT:
            return self.which(filing.choices)
        return str(answer["message"])

    def _kept(self, filing: Filing, answer: Mapping[str, Any]) -> str:
        texts, slot = self.texts.filing, self.variant.slot(filing.slot)
        type_, paper = answer["document"]["type"], self.title(slot)
        if filing.code == Code.ALREADY_IN:
            return texts.already_in.format(paper=paper) if slot else texts.extra
        if filing.code == Code.PART:
            form = texts.halves if filing.joined else texts.part
            return form.format(paper=paper, part=filing.part)
        if filing.look or answer["verdict"] != "accept":
            return texts.received
        shared = sum(type_ in one.types for one in self.variant.slots) > 1
        form = texts.taken if type_ == OTHER else texts.filed_as if shared else texts.filed
        return form.format(document=self.texts.documents[type_], paper=paper)

    def _handed_over(self, answer: Mapping[str, Any], document: str) -> str:
        if answer["next"] == "officer":
            return str(answer["message"])
        if answer["next"] == "done" and answer["verdict"] != "accept":
            return self.texts.filing.received
        return self.texts.filing.to_officer.format(document=document)

    def _refused(self, slot: Slot | None, type_: str, after: Progress) -> str:
        texts = self.texts.filing
        wanted = slot or (after.awaited[0] if after.awaited else None)
        if wanted is None:
            return texts.not_needed.format(document=self.texts.documents[type_])
        if type_ == OTHER:
            return texts.unrecognised.format(paper=self.title(wanted))
        document = self.texts.documents[type_]
        return texts.wrong_paper.format(document=document, paper=self.title(wanted))

    @staticmethod
    def _joined(*sentences: str) -> str:
        """Return the sentences, each with a capital: a paper's name may begin one."""
        return " ".join(said[:1].upper() + said[1:] for said in sentences if said)
