"""The rules: limits judge, reasons are chosen and sorted, and somebody is told what comes next."""

import math

import numpy as np
import pytest

from precheck.capture import Covers, Place
from precheck.verdict import (
    Code,
    Decision,
    Finding,
    Limit,
    Measurement,
    Next,
    Outcome,
    Reason,
    explain,
    next_step,
)

BOX = np.array([[0, 0], [9, 0], [9, 9], [0, 9]], dtype=np.float32)


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        pytest.param(-0.1, Outcome.TOO_LOW, id="below"),
        pytest.param(0.0, Outcome.OK, id="on the lower edge"),
        pytest.param(0.2, Outcome.OK, id="on the upper edge"),
        pytest.param(0.3, Outcome.TOO_HIGH, id="above"),
        pytest.param(None, Outcome.UNMEASURED, id="nothing to measure"),
        pytest.param(math.nan, Outcome.TOO_HIGH, id="nan never passes"),
    ],
)
def test_limit_judges(value, outcome):
    limit = Limit(at_least=0.0, at_most=0.2, unit="share", source="test")
    assert limit.judge(value) is outcome


@pytest.mark.parametrize(
    ("limit", "value", "strain"),
    [
        pytest.param({"at_most": 0.2}, 0.1, 0.5, id="half way to the upper edge"),
        pytest.param({"at_most": 0.2}, 0.4, 2.0, id="twice over it"),
        pytest.param({"at_least": 10.0}, 20.0, 0.5, id="twice the lower edge"),
        pytest.param({"at_least": 10.0}, 5.0, 2.0, id="half of it"),
    ],
)
def test_strain_is_one_at_the_limit(limit, value, strain):
    assert Limit(**limit, unit="", source="test").strain(value) == pytest.approx(strain)


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
def test_explain_never_comes_back_empty(findings, codes):
    assert [f.code for f, _ in explain({f.code: f for f in findings}, {})] == codes


def test_what_the_causes_tell_outranks_the_places_of_measures():
    findings = {f.code: f for f in (finding("blur", 0.3, 0.9), finding("glare", 0.3, 0.1))}
    told = explain(findings, {"blur": 0.1, "glare": 0.6})
    assert [(f.code, share) for f, share in told] == [("glare", 0.6), ("blur", 0.1)]


def test_what_costs_little_beside_the_first_reason_is_not_told():
    findings = {f.code: f for f in (finding("blur", 0.3), finding("glare", 0.3))}
    assert [f.code for f, _ in explain(findings, {"blur": 0.6, "glare": 0.05})] == ["blur"]


@pytest.mark.parametrize(("small", "first"), [(0.01, "too_small"), (0.004, "noise")])
def test_what_costs_less_than_a_word_explains_nothing(small, first):
    findings = {f.code: f for f in (finding("noise", 0.3), finding("too_small", 0.0))}
    assert explain(findings, {"noise": 0.0, "too_small": small})[0][0].code == first


@pytest.mark.parametrize(("noise", "first"), [(0.5, "noise"), (0.1, "perspective")])
def test_what_costs_far_more_is_told_though_its_measure_keeps_its_limit(noise, first):
    findings = {f.code: f for f in (finding("noise", 0.05), finding("perspective", 0.3))}
    assert explain(findings, {"noise": noise, "perspective": 0.1})[0][0].code == first


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
def test_what_only_looks_like_a_fault_is_passed_on(findings, causes, first):
    assert explain({f.code: f for f in findings}, causes)[0][0].code == first


@pytest.mark.parametrize(
    ("decision", "code", "attempt", "advise", "step"),
    [
        (Decision.ACCEPT, Code.BLUR, 9, False, Next.DONE),
        (Decision.RE_PHOTO, Code.BLUR, 1, False, Next.RETRY),
        (Decision.RE_PHOTO, Code.BLUR, 2, False, Next.RETRY),
        (Decision.RE_PHOTO, Code.BLUR, 3, False, Next.OFFICER),
        (Decision.RE_PHOTO, Code.BLUR, 4, False, Next.OFFICER),
        (Decision.RE_PHOTO, Code.LOW_CONTRAST, 1, False, Next.RETRY),
        (Decision.RE_PHOTO, Code.LOW_CONTRAST, 2, False, Next.OFFICER),
        (Decision.RE_PHOTO, Code.BLUR, 1, True, Next.DONE),
    ],
)
def test_two_requests_then_the_officer(decision, code, attempt, advise, step):
    reasons = (Reason(code=code),)
    assert next_step(decision, reasons, attempt, hand_over_at=3, advise=advise) is step


def test_a_measurements_share_is_that_of_all_its_places_and_never_above_one():
    places = tuple(Place(polygon=BOX, share=share) for share in (0.5, 0.4, 0.3))
    assert Measurement(value=1.0, places=places[:2]).share == pytest.approx(0.9)
    assert Measurement(value=1.0, places=places).share == 1.0
