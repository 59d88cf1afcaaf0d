"""Reasons, notes and p_accept of a verdict."""

import pytest

from precheck.capture import Photo
from precheck.decision.verdict import Code, Decision, Next
from precheck.measurement import Measurement, Place
from precheck.number.result import Number, NumberState
from precheck.office.policy import Office
from precheck.options import Options
from tests.decision.decided import PHOTO, QUAD, decided


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        pytest.param({}, ["dark"], id="a known one beside an unknown paper"),
        pytest.param({"type_": "other"}, ["several_documents"], id="two unknown papers"),
        pytest.param({"others": ("other", "ktp")}, ["several_documents"], id="two known ones"),
    ],
)
def test_an_illegible_document_beside_an_unknown_paper(case, reasons):
    spoilt = {"p": 0.01, "causes": {"dark": 0.9}, "measured": {"dark": Measurement(value=5.0)}}
    verdict = decided(**{"others": ("other",), **spoilt, **case})
    assert [reason.code for reason in verdict.reasons] == reasons


@pytest.mark.parametrize(
    ("p", "cut", "reasons"),
    [
        pytest.param(0.01, 0.02, ["dark", "cropping"], id="darkness costs more"),
        pytest.param(0.01, 0.95, ["cropping", "dark"], id="the cut costs more"),
        pytest.param(0.99, 0.02, ["cropping"], id="what is there can be read"),
    ],
)
def test_the_reasons_of_a_cut_document_are_sorted_by_cost(p, cut, reasons):
    measured = {
        "dark": Measurement(value=5.0),
        "cropping": Measurement(value=cut, places=(Place(polygon=QUAD, share=cut),)),
    }
    verdict = decided(p=p, causes={"dark": 0.9}, measured=measured)
    assert [reason.code for reason in verdict.reasons] == reasons


@pytest.mark.parametrize(
    ("rule", "value", "reasons"),
    [
        pytest.param("", 0.0, [], id="a margin"),
        pytest.param("", 0.02, ["cropping"], id="a line"),
        pytest.param("[limits.cropping]\nat_most = 0.1", 0.02, [], id="as this office has it"),
        pytest.param("[limits.cropping]\nat_most = 0.1", 0.2, ["cropping"], id="more than that"),
    ],
)
def test_how_much_print_may_be_out_of_the_frame(tmp_path, rule, value, reasons):
    policy = tmp_path / "policy.toml"
    policy.write_text(rule, encoding="utf-8")
    cut = Measurement(value=value, places=(Place(polygon=QUAD, share=value),))
    verdict = decided(p=0.9, measured={"cropping": cut}, office=Office.load(policy))
    assert [reason.code for reason in verdict.reasons] == reasons
    assert [note.code for note in verdict.notes] == ([] if reasons else ["cropping"])


@pytest.mark.parametrize(
    ("case", "p"),
    [
        pytest.param({}, 0.9, id="one document"),
        pytest.param({"others": ("ktp",)}, 0.0, id="two"),
        pytest.param({"options": Options(types=("ktp",))}, 0.0, id="another than was asked for"),
        pytest.param({"options": Options(types=("kk",))}, 0.9, id="the one that was asked for"),
        pytest.param({"measured": {"cropping": Measurement(value=0.02)}}, 0.0, id="cut off"),
        pytest.param({"number": Number(kind="kk", state=NumberState.UNREAD)}, 0.0, id="unread"),
        pytest.param({"number": Number(kind="kk", state=NumberState.DOUBTFUL)}, 0.9, id="doubtful"),
    ],
)
def test_p_accept_is_0_where_legibility_does_not_decide(case, p):
    assert decided(**{"p": 0.9, **case}).p_accept == p


def test_an_unrecognised_sheet_is_never_accepted_for_a_requested_type():
    verdict = decided("other", options=Options(types=("kk",)))
    assert verdict.decision is Decision.RE_PHOTO
    assert (verdict.reasons[0].code, verdict.reasons[0].detail) == (
        Code.NUMBER_UNREAD,
        "unrecognised",
    )


def test_more_pages_are_noted():
    photo = Photo(pixels=PHOTO.pixels, format="pdf", bytes=9, page=1, pages=3)
    assert [note.code for note in decided(photo=photo).notes] == [Code.MORE_PAGES]


@pytest.mark.parametrize("mode", ["decide", "advise"])
def test_advice_mode_keeps_the_verdict_and_requests_no_retry(tmp_path, mode):
    policy = tmp_path / "policy.toml"
    policy.write_text(f'mode = "{mode}"\n', encoding="utf-8")
    verdict = decided(p=0.01, office=Office.load(policy))
    assert verdict.decision is Decision.RE_PHOTO
    assert verdict.next is (Next.DONE if mode == "advise" else Next.RETRY)
