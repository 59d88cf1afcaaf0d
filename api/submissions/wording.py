"""The texts for the citizen: one answers a photo, one says the state. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.store.stages import Stage
from api.submissions.catalogue import Slot, Variant
from api.submissions.codes import Code, Filing, SlotState, State
from api.submissions.papers import OTHER, Paper, Progress
from api.submissions.texts import Texts
from api.submissions.workdays import EVERY_WEEKDAY, Workdays

DATE = "%d-%m-%Y"
SHORT_LIST = 2
"""Papers whose number nobody needs."""
MARKS = {
    SlotState.IN: "✅",
    SlotState.OFFICER: "⏳",
    SlotState.MISSING: "⬜",
    SlotState.UNREADABLE: "⬜",
}
"""Ticks of the list of papers."""


@dataclass(frozen=True, slots=True)
class Word:
    """What an officer wrote to the citizen about a step."""

    note: str = ""
    slots: tuple[str, ...] = ()
    """The papers that were returned."""


NO_WORD = Word()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the texts of the citizen's language about one kind of application."""

    texts: Texts
    lang: str
    variant: Variant
    workdays: Workdays = EVERY_WEEKDAY
    """The office's calendar."""

    def title(self, slot: Slot | None) -> str:
        """Return the paper's name."""
        return "" if slot is None else slot.title.in_(self.lang)

    def said_of(
        self,
        filing: Filing,
        answer: Mapping[str, Any],
        after: Progress,
        *,
        closing: bool = True,
    ) -> str:
        """Return the answer to a photo, with what is awaited next.

        after: the submission with this photo. closing: whether to say what is awaited.
        """
        said = self._filed(filing, answer, after)
        asked = filing.code in {Code.ASK_SLOT, Code.UNREADABLE, Code.WRONG_PAPER}
        handed_over = filing.code == Code.TO_OFFICER
        if not closing or asked or (handed_over and (filing.slot is None or not after.awaited)):
            return self._joined(said)
        new = filing.code in {Code.FILED, Code.PART}
        return self._joined(said, self._closing(after, new=new))

    def said_of_repeat(self, earlier: Paper, message: str, after: Progress) -> str:
        """Return the answer to the very same shot again. message: what was said of it."""
        texts = self.texts.filing
        asked_again = earlier.returned or earlier.decision == "re-photo"
        if asked_again or earlier.code in {Code.UNREADABLE, Code.WRONG_PAPER, Code.ASK_SLOT}:
            return self._joined(texts.repeat_unreadable.format(message=message))
        slot = self.variant.slot(earlier.slot)
        said = texts.repeat_in.format(paper=self.title(slot)) if slot else texts.repeat
        return self._joined(said, self._closing(after, new=after.state is not State.COMPLETE))

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

    def ticked(self, state: State, of: Progress) -> str:
        """Return the list of papers with what is in, and the next; empty unless one is awaited."""
        if state is not State.OPEN or not of.awaited:
            return ""
        texts, begun = self.texts.chat, any(one.papers for one in of.slots) or of.loose
        done = sum(one.state is SlotState.IN for one in of.slots)
        head = texts.list_of if begun else texts.list_begin
        counts = {"done": done, "all": len(of.slots)} if begun else {}
        lines = [f"{MARKS[one.state]} {_capital(self.title(one.slot))}" for one in of.slots]
        next_ = self.texts.state.next if begun else texts.list_end
        first = head.format(variant=self.variant.title.in_(self.lang), **counts)
        return "\n".join((first, *lines, next_.format(paper=self.title(of.awaited[0]))))

    def accepted(self, paper: str, of: Progress) -> str:
        """Return that an officer accepted a photo, and what is awaited next."""
        said = self.texts.filing.accepted.format(paper=paper)
        return self._joined(said, self._closing(of, new=False))

    def page(self, slot: Slot, page: int, of: Progress) -> str:
        """Return that a further page of a file is a paper of its own, and what is awaited next."""
        said = self.texts.filing.page.format(paper=self.title(slot), page=page)
        return self._joined(said, self._closing(of, new=False))

    def again(self, paper: str, message: str) -> str:
        """Return an officer's request for another photo of a paper."""
        return self.texts.filing.again.format(paper=paper, message=message)

    def said_of_state(self, state: State, progress: Progress) -> str:
        """Return what the submission waits for."""
        if state is State.EXPIRED:
            return self.texts.state.expired
        if not any(one.papers for one in progress.slots) and not progress.loose:
            return self.opening(progress)
        return self._joined(self._closing(progress, new=True))

    def said_of_step(self, step: Stage, at: float, word: Word) -> str:
        """Return the text about an officer's step. at: when.

        No other text says that a document can be fetched.
        """
        texts, variant = self.texts.state, self.variant.title.in_(self.lang)
        if step is Stage.READY:
            return self._joined(self._fetched(at))
        if step is Stage.RETURNED:
            papers = ", ".join(self.title(self.variant.slot(key)) for key in word.slots)
            again = texts.send_again.format(papers=papers) if papers else ""
            return self._joined(texts.returned.format(variant=variant, note=word.note), again)
        if step is Stage.CLOSED and word.note:
            return self._joined(texts.closed.format(variant=variant, note=word.note))
        said = {Stage.IN_WORK: texts.in_work, Stage.HANDED_OUT: texts.handed_out}
        return self._joined(said.get(step, texts.ended).format(variant=variant))

    def _closing(self, after: Progress, *, new: bool) -> str:
        """Return the next request, or the confirmation if this photo may have completed it."""
        if after.awaited:
            next_ = self.texts.state.next.format(paper=self.title(after.awaited[0]))
            return self._joined(self._count(after), next_)
        if not new:
            return ""
        if after.state is State.OFFICER:
            return self.texts.state.officer
        return self.texts.state.complete.format(variant=self.variant.title.in_(self.lang))

    def _count(self, of: Progress) -> str:
        """Return how many papers are in; empty if none is, or only one more is awaited."""
        done = sum(one.state is SlotState.IN for one in of.slots)
        if done == 0 or len(of.slots) <= SHORT_LIST:
            return ""
        return self.texts.state.count.format(done=done, all=len(of.slots))

    def _fetched(self, at: float) -> str:
        """Return that it is done, and from when on and where the document can be fetched."""
        texts, variant = self.texts.state, self.variant.title.in_(self.lang)
        days, pickup = self.variant.ready_after_days, self.variant.pickup
        if days is None or pickup is None:
            return texts.done.format(variant=variant)
        date = self.workdays.after(at, days).strftime(DATE)
        return texts.ready.format(variant=variant, date=date, pickup=self.texts.pickups[pickup])

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
        return " ".join(_capital(said) for said in sentences if said)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
