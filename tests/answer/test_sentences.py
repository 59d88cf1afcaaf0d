"""Messages for every reason, place, try and language are complete and short enough."""

import itertools
import re

import numpy as np
import pytest

from precheck.answer.sentences import MessageContext, compose, error_message
from precheck.capture import Covers, Side
from precheck.decision.verdict import Code, Decision, Image, Next, Reason, Verdict, Versions
from precheck.document.subject import DetectedDocument
from precheck.errors import PrecheckError
from precheck.number.result import Number, NumberState
from precheck.office.policy import Office
from precheck.options import LANGUAGES, Options

OFFICE = Office.load()
BOX = np.array([[0, 0], [9, 0], [9, 9], [0, 9]], dtype=np.float32)
KINDS = {"kk": "kk", "akta_kelahiran": "akta", "akta_kematian": "akta", "ktp": "nik", "other": ""}
MAX_SHORT_LENGTH = 60  # characters: several short messages share the one answer to an album
NOTES_ONLY = {Code.SCREENSHOT, Code.MORE_PAGES}


def verdict(*reasons: Reason, type_: str = "kk", **changes: object) -> Verdict:
    kind = KINDS[type_]
    number = Number(kind=kind, state=NumberState.UNREAD) if kind else None
    whole: dict[str, object] = {
        "decision": Decision.RE_PHOTO if reasons else Decision.ACCEPT,
        "next": Next.RETRY if reasons else Next.DONE,
        "p_accept": 0.5,
        "reasons": reasons,
        "notes": (),
        "document": DetectedDocument(type=type_, confidence=0.9, quad=BOX),
        "turn": 0,
        "others": (),
        "number": number,
        "qr": None,
        "findings": {},
        "image": Image(format="jpeg", width=10, height=10, bytes=9, page=1, pages=1),
        "took_ms": {},
        "versions": Versions(service="0", models="0", policy="default"),
    }
    return Verdict(**{**whole, **changes})


def messages(result: Verdict, options: Options, office: Office) -> tuple[str, str]:
    return compose(MessageContext.of(result), options, office)


DETAILS = {
    Code.NO_DOCUMENT: (None, "blank_side", "back_side"),
    Code.TOO_SMALL: (None, "far", "low_resolution"),
    Code.NUMBER_UNREAD: (None, "unrecognised"),
}
REASONS = [
    Reason(code=code, side=side, covers=covers, detail=detail)
    for code in Code
    if code not in NOTES_ONLY
    for side, covers in itertools.product((None, *Side), Covers)
    for detail in DETAILS.get(code, (None,))
]


@pytest.mark.parametrize("type_", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_complete_and_short(lang, type_):
    for reason, attempt in itertools.product(REASONS, (1, 2)):
        if reason.code is Code.NUMBER_UNREAD and type_ == "other":
            continue  # has no number
        options = Options(lang=lang, attempt=attempt)
        case = {"type_": type_, "requested": ("akta_kelahiran",)}
        message, short = messages(verdict(reason, **case), options, OFFICE)
        assert not re.search(r"[{}]|  ", message + short), reason
        assert len(short) <= MAX_SHORT_LENGTH, (reason, short)
        assert len(re.findall(r"[.!?](?:\s|$)", message)) <= 3, message


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", [code for code in Code if code not in NOTES_ONLY])
def test_the_second_try_gets_another_action(code, lang):
    first, second = (
        messages(verdict(Reason(code=code)), Options(lang=lang, attempt=attempt), OFFICE)[0]
        for attempt in (1, 2)
    )
    assert first != second


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_third_try_goes_to_an_officer_and_asks_for_nothing(lang):
    result = verdict(Reason(code=Code.BLUR), next=Next.OFFICER)
    message, short = messages(result, Options(lang=lang, attempt=3), OFFICE)
    texts = OFFICE.settings.texts[lang]
    assert short == texts.officer_short
    assert not any(action in message for action in texts.reasons["blur"].actions)


def test_accept_shows_the_last_four_digits_at_most():
    number = Number(kind="kk", state=NumberState.READ, value="3514011203059001")
    message, _ = messages(verdict(number=number), Options(), OFFICE)
    assert "9001" in message
    assert not re.search(r"\d{5}", message)


@pytest.mark.parametrize("state", [NumberState.DOUBTFUL, NumberState.UNREAD])
def test_accept_never_shows_a_number_that_was_not_read(state):
    number = Number(kind="kk", state=state, candidate="3514011203059001")
    message, _ = messages(verdict(number=number), Options(), OFFICE)
    assert not re.search(r"\d", message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_advise_mode_a_refused_photo_is_received_and_nothing_is_asked_for(lang):
    texts = OFFICE.settings.texts[lang]
    for reason in REASONS:
        result = verdict(reason, next=Next.DONE, requested=("kk", "ktp"))
        message, short = messages(result, Options(lang=lang), OFFICE)
        assert texts.sorry.partition(",")[0] not in message
        assert not any(action in message for action in texts.reasons[reason.code].actions)
        assert texts.documents["kk"] in message
        assert len(short) <= MAX_SHORT_LENGTH


@pytest.mark.parametrize(
    ("requested", "named"),
    [
        (("kk",), "foto Kartu Keluarga."),
        (("kk", "ktp"), "foto Kartu Keluarga atau KTP."),
        (("kk", "ktp", "akta_kelahiran"), "foto Kartu Keluarga, KTP atau Akta Kelahiran."),
    ],
)
def test_every_document_that_will_do_is_named(requested, named):
    wrong = verdict(Reason(code=Code.WRONG_DOCUMENT), type_="akta_kematian", requested=requested)
    message, short = messages(wrong, Options(), OFFICE)
    assert named in message
    assert len(short) <= MAX_SHORT_LENGTH


def test_further_pages_are_named():
    image = Image(format="pdf", width=10, height=10, bytes=9, page=1, pages=3)
    result = verdict(notes=(Reason(code=Code.MORE_PAGES),), image=image)
    assert "3 halaman" in messages(result, Options(), OFFICE)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_called_genuine_or_approved(lang):
    texts = OFFICE.settings.texts[lang].model_dump_json().lower()
    assert not re.search(r"\b(palsu|sah|disetujui|genuine|fake|approved)\b", texts)


def test_a_file_that_cannot_be_checked_goes_to_an_officer_as_a_photo_does():
    texts = OFFICE.settings.texts["id"]
    again, _ = error_message("locked_pdf", texts)
    handed_over, short = error_message("locked_pdf", texts, Next.OFFICER)
    assert texts.errors["locked_pdf"].action in again
    assert texts.errors["locked_pdf"].action not in handed_over
    assert "petugas" in handed_over
    assert short == texts.officer_short


CORES_ERRORS = [e for e in PrecheckError.__subclasses__() if e.__module__ == "precheck.errors"]


@pytest.mark.parametrize("error", CORES_ERRORS, ids=lambda e: e.code)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_errors_that_the_sender_can_fix_have_a_message(error, lang):
    found = error_message(error.code, OFFICE.settings.texts[lang])
    if error.code in {"bad_policy", "bad_model", "tool_missing"}:
        assert found is None
    else:
        message, short = found
        assert message
        assert len(short) <= MAX_SHORT_LENGTH
