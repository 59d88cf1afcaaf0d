"""Words for the states of submissions and what became of their photos."""

from collections.abc import Mapping

from api.desk.pages.language import Words, in_language
from api.submissions.catalogue import Title
from api.submissions.codes import Code, SlotState, State
from api.submissions.members import Membership

SLOT_WORDS: Mapping[SlotState, Words] = {
    SlotState.MISSING: ("belum ada", "missing"),
    SlotState.UNREADABLE: ("belum terbaca", "not readable yet"),
    SlotState.OFFICER: ("menunggu petugas", "for an officer"),
    SlotState.IN: ("sudah ada", "in"),
}

STATE_WORDS: Mapping[State, Words] = {
    State.OPEN: ("menunggu warga", "waits for the citizen"),
    State.OFFICER: ("menunggu petugas", "waits for an officer"),
    State.COMPLETE: ("lengkap", "complete"),
    State.CANCELLED: ("dibatalkan", "cancelled"),
    State.EXPIRED: ("kedaluwarsa", "expired"),
}

CODE_WORDS: Mapping[str, Words] = {
    Code.FILED: ("dicatat", "filed"),
    Code.PART: ("bagian", "part"),
    Code.WRONG_PAPER: ("dokumen lain", "another paper"),
    Code.ALREADY_IN: ("foto tambahan", "further photo"),
    Code.ASK_SLOT: ("menunggu jawaban warga", "the citizen is asked which"),
    Code.UNREADABLE: ("diminta ulang", "asked for again"),
    Code.TO_OFFICER: ("untuk petugas", "for an officer"),
    Code.REPEAT: ("foto yang sama", "the same photo"),
}

MEMBERSHIP_WORDS: Mapping[Membership, Words] = {
    Membership.AMONG: ("NIK-nya ada di KK", "its NIK is on the KK"),
    Membership.NOT_AMONG: ("NIK-nya tidak ada di KK", "its NIK is not on the KK"),
}


def spoken(title: Title) -> str:
    """Return the name of a service, an application or a paper in the page's language."""
    return in_language(title.id, title.en)
