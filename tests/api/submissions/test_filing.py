"""Where a photo goes: a table of what was in, what came, and what becomes of it."""

import pytest

from api.submissions import catalogue
from api.submissions.codes import Code
from api.submissions.filing import Around, file
from api.submissions.papers import Paper

SERVICES = catalogue.load()
MEMBER = SERVICES.variant("kk", "tambah_anggota")  # kk_lama, kelahiran, buku_nikah
BIRTH = SERVICES.variant("akta_kelahiran", "baru")  # two of other, kk, two of ktp
CARD = SERVICES.variant("ektp", "hilang")  # surat_kehilangan, kk
NIK = SERVICES.variant("nik", "aktivasi")  # ktp, kk


def seen(type_, *reasons, number=None, state="read", side=None, pages=1):
    """Return the answer of a check; accept without reasons."""
    value, candidate = (number, None) if state == "read" else (None, number)
    return {
        "verdict": "re-photo" if reasons else "accept",
        "next": "retry" if reasons else "done",
        "reasons": [{"code": code, "side": side} for code in reasons],
        "document": {"type": type_},
        "number": number and {"state": state, "value": value, "candidate": candidate},
        "image": {"pages": pages},
    }


def papers(*rows):
    """Return papers of (slot, code, more)."""
    return [
        Paper(id=f"{at}", slot=slot, code=code, **(more[0] if more else {}))
        for at, (slot, code, *more) in enumerate(rows)
    ]


KK = ("kk_lama", Code.FILED, {"type": "kk", "number_mac": "k"})
FATHER = ("ktp_orang_tua_1", Code.FILED, {"type": "ktp", "number_mac": "f", "number": "11112222"})
FAILED = ("kk_lama", Code.UNREADABLE, {"type": "kk"})
LEFT_HALF = ("kk_lama", Code.UNREADABLE, {"type": "kk", "cut": frozenset({"right"})})
BOOK = ("buku_nikah", Code.FILED)
CASES = {
    "a known paper": (MEMBER, [], seen("kk"), None, {}, ("filed", "kk_lama")),
    "one of several types": (
        *(MEMBER, [], seen("akta_kelahiran"), None, {}),
        ("filed", "kelahiran"),
    ),
    "blurred": (MEMBER, [], seen("kk", "blur"), None, {}, ("unreadable", "kk_lama")),
    "third failure": (
        *(MEMBER, [FAILED, FAILED], seen("kk", "blur"), None, {}),
        ("to_officer", "kk_lama"),
    ),
    "failures of another slot do not count": (
        *(MEMBER, [FAILED, FAILED], seen("akta_kelahiran", "blur"), None, {}),
        ("unreadable", "kelahiran"),
    ),
    "after the officer a good one": (
        MEMBER,
        [("kk_lama", Code.TO_OFFICER, {"type": "kk"})],
        seen("kk"),
        None,
        {},
        ("filed", "kk_lama"),
    ),
    "not asked for": (MEMBER, [], seen("akta_kematian"), None, {}, ("wrong_paper", None)),
    "not asked for, refused by the check": (
        *(NIK, [], seen("akta_kematian", "wrong_document"), None, {}),
        ("wrong_paper", None),
    ),
    "illegible, its type is but a guess": (
        *(MEMBER, [], seen("akta_kematian", "blur"), None, {}),
        ("unreadable", None),
    ),
    "illegible, one paper awaited": (
        *(MEMBER, [KK, BOOK], seen("other", "blur"), None, {}),
        ("unreadable", "kelahiran"),
    ),
    "illegible, of no known type, stated": (
        *(MEMBER, [], seen("other", "blur"), "buku_nikah", {}),
        ("unreadable", "buku_nikah"),
    ),
    "in the wrong slot": (NIK, [], seen("ktp"), "kk", {}, ("filed", "ktp")),
    "legible but not what was stated": (
        *(NIK, [], seen("other"), "kk", {}),
        ("wrong_paper", "kk"),
    ),
    "several could take it": (MEMBER, [], seen("other"), None, {}, ("ask_slot", None)),
    "the sender's word": (MEMBER, [], seen("other"), "buku_nikah", {}, ("filed", "buku_nikah")),
    "only one can take it": (
        *(MEMBER, [BOOK], seen("other"), None, {}),
        ("filed", "kelahiran"),
    ),
    "one slot of no type": (CARD, [], seen("other"), None, {}, ("filed", "surat_kehilangan")),
    "another page": (
        *(CARD, [("surat_kehilangan", Code.FILED)], seen("other"), None, {}),
        ("part", "surat_kehilangan"),
    ),
    "too many pages": (
        *(CARD, [("surat_kehilangan", Code.PART)] * 3, seen("other"), "surat_kehilangan", {}),
        ("already_in", "surat_kehilangan"),
    ),
    "in already": (MEMBER, [KK], seen("kk"), None, {}, ("already_in", "kk_lama")),
    "the other parent": (
        *(BIRTH, [FATHER], seen("ktp", number="99998888"), None, {"number_mac": "m"}),
        ("filed", "ktp_orang_tua_2"),
    ),
    "the same parent": (
        *(BIRTH, [FATHER], seen("ktp", number="11112222"), None, {"number_mac": "f"}),
        ("already_in", "ktp_orang_tua_1"),
    ),
    "the same parent, its number erased": (
        BIRTH,
        [("ktp_orang_tua_1", Code.FILED, {"type": "ktp", "number_mac": "f"})],
        seen("ktp", number="11112222"),
        None,
        {"number_mac": "f"},
        ("already_in", "ktp_orang_tua_1"),
    ),
    "the same parent, a digit doubtful": (
        BIRTH,
        [FATHER],
        seen("ktp", number="11112223", state="doubtful"),
        None,
        {"number_mac": "x"},
        ("already_in", "ktp_orang_tua_1"),
    ),
    "a digit apart, both sure": (
        BIRTH,
        [(*FATHER[:2], {**FATHER[2], "number_sure": True})],
        seen("ktp", number="11112223"),
        None,
        {"number_mac": "x"},
        ("filed", "ktp_orang_tua_2"),
    ),
    "the second stated first": (
        *(BIRTH, [], seen("ktp"), "ktp_orang_tua_2", {}),
        ("filed", "ktp_orang_tua_2"),
    ),
    "the other half": (
        *(MEMBER, [LEFT_HALF], seen("kk", "cropping", side="left"), None, {}),
        ("part", "kk_lama"),
    ),
    "the same half": (
        *(MEMBER, [LEFT_HALF], seen("kk", "cropping", side="right"), None, {}),
        ("unreadable", "kk_lama"),
    ),
    "half of another paper": (
        MEMBER,
        [(*LEFT_HALF[:2], {**LEFT_HALF[2], "number": "1111"})],
        seen("kk", "cropping", side="left", number="2222"),
        None,
        {"number_mac": "x"},
        ("unreadable", "kk_lama"),
    ),
    "half, and blurred": (
        *(MEMBER, [LEFT_HALF], seen("kk", "blur", "cropping", side="left"), None, {}),
        ("unreadable", "kk_lama"),
    ),
    "after all are in: a paper again": (
        *(CARD, [("surat_kehilangan", Code.FILED), ("kk", Code.FILED)]),
        *(seen("kk", "blur"), None, {}),
        ("already_in", "kk"),
    ),
    "after all are in: anything else": (
        *(CARD, [("surat_kehilangan", Code.FILED), ("kk", Code.FILED)]),
        *(seen("akta_kematian", "blur"), None, {}),
        ("already_in", None),
    ),
    "advise: illegible is taken": (
        *(MEMBER, [], seen("kk", "blur"), None, {"advise": True}),
        ("filed", "kk_lama"),
    ),
    "advise: not asked for": (
        *(MEMBER, [], seen("akta_kematian"), None, {"advise": True}),
        ("to_officer", None),
    ),
    "page 2 with its own slot": (
        *(NIK, [("kk", Code.FILED)], seen("ktp"), None, {"first_page": Paper(id="0", slot="kk")}),
        ("filed", "ktp"),
    ),
    "page 2 of the same paper": (
        NIK,
        [("kk", Code.FILED)],
        seen("other", "blur"),
        None,
        {"first_page": Paper(id="0", slot="kk", code=Code.FILED)},
        ("part", "kk"),
    ),
    "page 2 of a paper that waits": (
        MEMBER,
        [(None, Code.ASK_SLOT)],
        seen("other"),
        None,
        {"first_page": Paper(id="0", code=Code.ASK_SLOT)},
        ("ask_slot", None),
    ),
    "page 2 of a failed file is no attempt": (
        NIK,
        [("kk", Code.UNREADABLE), ("kk", Code.UNREADABLE)],
        seen("other", "blur"),
        None,
        {"first_page": Paper(id="1", slot="kk", code=Code.UNREADABLE)},
        ("unreadable", "kk"),
    ),
}


@pytest.mark.parametrize(
    ("variant", "filed", "answer", "stated", "around", "expected"), CASES.values(), ids=CASES
)
def test_a_photo_is_filed(variant, filed, answer, stated, around, expected):
    found = file(variant, papers(*filed), answer, stated, Around(**around))
    assert (found.code, found.slot) == expected


def test_two_halves_are_kept_together_for_an_officer():
    found = file(MEMBER, papers(LEFT_HALF), seen("kk", "cropping", side="left"))
    assert (found.joined, found.part, found.look) == (("0",), 2, True)


def test_the_choices_are_the_open_slots():
    found = file(MEMBER, papers(), seen("other"))
    assert found.choices == ("kelahiran", "buku_nikah")


@pytest.mark.parametrize(("failed", "attempt"), [(0, 1), (1, 2), (2, 3), (5, 6)])
def test_the_attempts_of_a_slot_are_counted(failed, attempt):
    around = Around(handed_over=lambda _: False)
    found = file(MEMBER, papers(*[FAILED] * failed), seen("kk", "blur"), None, around)
    assert (found.code, found.attempt) == ("unreadable", attempt)
