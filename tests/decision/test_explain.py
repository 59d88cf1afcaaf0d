import numpy as np
import pytest

from precheck.capture import Covers
from precheck.decision.explain import explain
from precheck.decision.finding import Finding
from precheck.measurement import Measurement, Place
from precheck.office.limit import Limit

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
    assert [f.code for f, _ in explain({f.code: f for f in findings}, {})] == codes


def test_shares_by_cause_outrank_those_of_the_measures_places():
    findings = {f.code: f for f in (finding("blur", 0.3, 0.9), finding("glare", 0.3, 0.1))}
    named = explain(findings, {"blur": 0.1, "glare": 0.6})
    assert [(f.code, share) for f, share in named] == [("glare", 0.6), ("blur", 0.1)]


def test_a_share_much_smaller_than_the_largest_is_not_named():
    findings = {f.code: f for f in (finding("blur", 0.3), finding("glare", 0.3))}
    assert [f.code for f, _ in explain(findings, {"blur": 0.6, "glare": 0.05})] == ["blur"]


@pytest.mark.parametrize(("small", "first"), [(0.01, "too_small"), (0.004, "noise")])
def test_a_share_smaller_than_a_word_is_not_named_first(small, first):
    findings = {f.code: f for f in (finding("noise", 0.3), finding("too_small", 0.0))}
    assert explain(findings, {"noise": 0.0, "too_small": small})[0][0].code == first


@pytest.mark.parametrize(("noise", "first"), [(0.5, "noise"), (0.1, "perspective")])
def test_a_much_larger_share_is_named_within_its_limit(noise, first):
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
def test_a_mistaken_fault_counts_as_the_fault_behind_it(findings, causes, first):
    assert explain({f.code: f for f in findings}, causes)[0][0].code == first
