"""Reasons, notes and p_accept of a verdict; which findings explain illegible text."""

import numpy as np
import pytest

from precheck.capture import Covers, Photo
from precheck.decision.decide import may_be_blurred
from precheck.decision.reasons import explain
from precheck.decision.verdict import Code, Decision, Finding, Next
from precheck.measurement import Measurement, Place
from precheck.number.result import Number, NumberState
from precheck.office.limit import Limit
from precheck.office.policy import Office
from precheck.options import Options
from tests.decision.decided import OFFICE, PHOTO, QUAD, decided, observed

RULES = OFFICE.settings.decision
BOX = np.array([[0, 0], [9, 0], [9, 9], [0, 9]], dtype=np.float32)


def finding(code: str, value: float | None, share: float = 0.0, at_most: float = 0.1) -> Finding:
    places = (Place(polygon=BOX, covers=Covers.TEXT, share=share),) if share else ()
    return Finding(
        code=code,
        measurement=Measurement(value=value, places=places),
        limit=Limit(at_most=at_most, unit="share", source="test"),
    )


@pytest.mark.parametrize(
    ("findings", "codes"),
    [
        pytest.param(
            [finding("blur", 0.3, 0.2), finding("glare", 0.3, 0.5), finding("dark", 0.01)],
            ["glare", "blur"],
            id="costliest first, those inside their limits left out",
        ),
        pytest.param(
            [finding("blur", 0.3, 0.4), finding("glare", 0.3, 0.4)],
            ["glare", "blur"],
            id="ties in the order of the codes",
        ),
        pytest.param(
            [finding("blur", 0.09), finding("glare", 0.01)],
            ["blur"],
            id="no limit crossed: the nearest to its own",
        ),
        pytest.param(
            [finding("blur", 0.3), finding("glare", 0.2, 0.1)],
            ["glare"],
            id="a crossed limit that costs no text explains nothing beside one that does",
        ),
        pytest.param(
            [finding("legibility", 0.9, 0.9), finding("noise", None), finding("dark", 0.05)],
            ["dark"],
            id="legibility is what is explained",
        ),
    ],
)
def test_the_findings_named(findings, codes):
    assert [f.code for f, _ in explain({f.code: f for f in findings}, {}, RULES)] == codes


def test_shares_by_cause_outrank_those_of_the_measures_places():
    findings = {f.code: f for f in (finding("blur", 0.3, 0.9), finding("glare", 0.3, 0.1))}
    named = explain(findings, {"blur": 0.1, "glare": 0.6}, RULES)
    assert [(f.code, share) for f, share in named] == [("glare", 0.6), ("blur", 0.1)]


def test_a_share_much_smaller_than_the_largest_is_not_named():
    findings = {f.code: f for f in (finding("blur", 0.3), finding("glare", 0.3))}
    assert [f.code for f, _ in explain(findings, {"blur": 0.6, "glare": 0.05}, RULES)] == ["blur"]


@pytest.mark.parametrize(("small", "first"), [(0.01, "too_small"), (0.004, "noise")])
def test_a_share_smaller_than_a_word_is_not_named_first(small, first):
    findings = {f.code: f for f in (finding("noise", 0.3), finding("too_small", 0.0))}
    assert explain(findings, {"noise": 0.0, "too_small": small}, RULES)[0][0].code == first


@pytest.mark.parametrize(("noise", "first"), [(0.5, "noise"), (0.1, "perspective")])
def test_a_much_larger_share_is_named_within_its_limit(noise, first):
    findings = {f.code: f for f in (finding("noise", 0.05), finding("perspective", 0.3))}
    assert explain(findings, {"noise": noise, "perspective": 0.1}, RULES)[0][0].code == first


@pytest.mark.parametrize(
    ("findings", "causes", "first"),
    [
        pytest.param(
            [finding("blur", 0.3), finding("noise", 0.3)],
            {"blur": 0.5},
            "noise",
            id="print in strong noise looks blurred",
        ),
        pytest.param(
            [finding("blur", 0.3), finding("noise", 0.15)],
            {"blur": 0.5},
            "blur",
            id="print in some noise does not",
        ),
        pytest.param(
            [finding("blur", 0.3), finding("too_small", 0.3), finding("perspective", 0.21)],
            {"blur": 0.3, "too_small": 0.2},
            "perspective",
            id="print on a sheet seen very steeply looks blurred and small",
        ),
        pytest.param(
            [finding("occlusion", 0.3), finding("perspective", 0.21)],
            {"occlusion": 0.3},
            "perspective",
            id="and covered",
        ),
        pytest.param(
            [finding("occlusion", 0.3), finding("shadow", 1.1)],
            {"occlusion": 0.5, "shadow": 0.4},
            "shadow",
            id="print in a deep shadow looks covered",
        ),
        pytest.param(
            [finding("occlusion", 0.3), finding("shadow", 0.9)],
            {"occlusion": 0.5, "shadow": 0.4},
            "occlusion",
            id="a hand throws a shadow too",
        ),
        pytest.param(
            [finding("blur", 0.3), finding("perspective", 0.19)],
            {"blur": 0.3},
            "blur",
            id="print on a sheet seen a little from the side does not",
        ),
    ],
)
def test_a_mistaken_fault_counts_as_the_fault_behind_it(findings, causes, first):
    assert explain({f.code: f for f in findings}, causes, RULES)[0][0].code == first


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


DIM = {"causes": {"low_contrast": 0.5, "blur": 0.2}}
SMEARED = {"blur": Measurement(value=2.5 * OFFICE.settings.limits["blur"].at_most)}
LIT = {"dark": Measurement(value=20.0)}


@pytest.mark.parametrize(
    ("case", "edge_width", "reasons"),
    [
        pytest.param(DIM, 3.0, ["blur"], id="print that looks faint"),
        pytest.param(DIM, 1.0, ["low_contrast", "blur"], id="faint print in a sharp photo"),
        pytest.param(DIM, None, ["low_contrast", "blur"], id="a photo without edges"),
        pytest.param({"empty": "nothing"}, 3.0, ["blur"], id="a sheet that seems empty"),
        pytest.param(
            {"empty": "nothing", "sheet": False}, 3.0, ["no_document"], id="a table without a sheet"
        ),
        pytest.param({"sheet": False}, 3.0, ["blur"], id="print without a sheet"),
        pytest.param({"empty": "nothing"}, 1.0, ["no_document"], id="nothing in a sharp photo"),
        pytest.param({"empty": "nothing", "measured": LIT}, 3.0, ["dark"], id="want of light"),
        pytest.param({"options": Options(types=("ktp",))}, 3.0, ["blur"], id="type mistaken"),
        pytest.param(
            {"measured": {"cropping": Measurement(value=0.4)}},
            3.0,
            ["blur", "cropping"],
            id="cut as well",
        ),
    ],
)
def test_a_photo_in_which_nothing_is_sharp_is_blurred_first(case, edge_width, reasons):
    verdict = decided(p=0.01, edge_width=edge_width, **case)
    assert [reason.code for reason in verdict.reasons] == reasons


@pytest.mark.parametrize(("edge_width", "p"), [(3.0, 0.0), (1.5, 0.99)])
def test_a_photo_in_which_nothing_is_sharp_is_not_accepted(edge_width, p):
    verdict = decided(p=0.99, edge_width=edge_width)
    assert (verdict.decision is Decision.ACCEPT, verdict.p_accept) == (p > 0, p)


@pytest.mark.parametrize(
    ("blur", "p", "may_be"),
    [(0.01, 0.99, False), (0.4, 0.99, True), (None, 0.99, True), (0.01, 0.01, True)],
)
def test_edges_are_measured_where_they_can_change_the_verdict(blur, p, may_be):
    evidence = observed(p=p, measured={"blur": Measurement(value=blur)})
    assert may_be_blurred(evidence, OFFICE) == may_be


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
