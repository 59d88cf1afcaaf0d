"""Words for stages of applications and the moves between them."""

from collections.abc import Mapping

from api.desk.pages.language import Words, in_language
from api.store.stages import Stage

STAGE_WORDS: Mapping[Stage, Words] = {
    Stage.NEW: ("baru", "new"),
    Stage.INCOMPLETE: ("belum lengkap", "incomplete"),
    Stage.COMPLETE: ("lengkap", "complete"),
    Stage.IN_WORK: ("dikerjakan", "in work"),
    Stage.RETURNED: ("dikembalikan", "returned"),
    Stage.READY: ("siap diambil", "ready"),
    Stage.HANDED_OUT: ("diserahkan", "handed out"),
    Stage.CLOSED: ("ditutup", "closed"),
}

_MOVE_WORDS: Mapping[Stage, Words] = {
    Stage.COMPLETE: ("Lepaskan", "Lay it down"),
    Stage.IN_WORK: ("Kerjakan", "Take it into work"),
    Stage.RETURNED: ("Kembalikan ke warga", "Return to the citizen"),
    Stage.READY: ("Siap diambil", "Ready to be fetched"),
    Stage.HANDED_OUT: ("Sudah diserahkan", "Handed out"),
    Stage.CLOSED: ("Tutup", "Close"),
}
_BACK_WORDS: Mapping[tuple[Stage, Stage], Words] = {
    (Stage.RETURNED, Stage.IN_WORK): ("Batalkan pengembalian", "Take the return back"),
    (Stage.READY, Stage.IN_WORK): ("Belum jadi, kerjakan lagi", "Not done yet, work on"),
    (Stage.HANDED_OUT, Stage.READY): ("Belum diserahkan", "Not handed out"),
    (Stage.CLOSED, Stage.IN_WORK): ("Buka lagi", "Reopen"),
}
MOVE_KEYS: Mapping[Stage, str] = {
    Stage.COMPLETE: "l",
    Stage.IN_WORK: "a",
    Stage.RETURNED: "r",
    Stage.READY: "s",
    Stage.HANDED_OUT: "d",
    Stage.CLOSED: "x",
}
"""Keys of the buttons."""


def move_word(before: Stage, to: Stage) -> str:
    """Return what the button of a move says, in the page's language."""
    return in_language(*_BACK_WORDS.get((before, to), _MOVE_WORDS[to]))
