"""What decides: accept or re-photo, and the reason named first."""

import pytest

from precheck.decision.decide import next_step
from precheck.decision.verdict import Code, Decision, Next, Reason
from precheck.measurement import Measurement
from precheck.number.result import Number, NumberState
from precheck.office.policy import Office
from precheck.options import Options
from tests.decision.decided import decided


@pytest.mark.parametrize(
    ("case", "decision", "reason"),
    [
        pytest.param({}, "accept", None, id="whatever it is, it can be read"),
        pytest.param({"options": Options(types=("kk",))}, "accept", None, id="as asked"),
        pytest.param({"options": Options(types=("ktp", "kk"))}, "accept", None, id="any fits"),
        pytest.param(
            {"options": Options(types=("ktp",))}, "re-photo", "wrong_document", id="another type"
        ),
        pytest.param(
            {"type_": "other", "options": Options(types=("other",))}, "accept", None, id="other"
        ),
        pytest.param(
            {"type_": "other", "p": 0.1, "options": Options(types=("kk",))},
            "re-photo",
            "number_unread",
            id="unrecognised where a KK was asked for",
        ),
        pytest.param({"empty": "nothing"}, "re-photo", "no_document", id="nothing there"),
        pytest.param({"empty": "back_side"}, "re-photo", "no_document", id="the back"),
        pytest.param(
            {"empty": "nothing", "measured": {"dark": Measurement(value=5.0)}},
            "re-photo",
            "dark",
            id="nothing to be seen in the dark",
        ),
        pytest.param(
            {"empty": "nothing", "measured": {"dark": Measurement(value=60.0)}},
            "re-photo",
            "no_document",
            id="a dark table is no dark photo",
        ),
        pytest.param(
            {"empty": "back_side", "measured": {"overexposed": Measurement(value=1.0)}},
            "re-photo",
            "overexposed",
            id="a side that light has bleached",
        ),
        pytest.param({"others": ("other",)}, "accept", None, id="a paper beside a document"),
        pytest.param(
            {"type_": "other", "others": ("other",)},
            "re-photo",
            "several_documents",
            id="two papers",
        ),
        pytest.param(
            {"type_": "other", "others": ("other",), "beside": 1.7},
            "accept",
            None,
            id="a large one below",
        ),
        pytest.param(
            {"type_": "other", "others": ("other",), "lies": {"confidence": 0.3}},
            "accept",
            None,
            id="a stray edge",
        ),
        pytest.param(
            {"type_": "other", "others": ("other",), "beside": 0.7},
            "re-photo",
            "several_documents",
            id="two papers of unlike size",
        ),
        pytest.param(
            {"type_": "other", "others": ("other",), "beside": 0.6},
            "accept",
            None,
            id="a slip beside a paper",
        ),
        pytest.param(
            {"type_": "other", "others": ("other",), "beside": 0.7, "lies": {"shows": 0.6}},
            "accept",
            None,
            id="a paper cut off beside a paper",
        ),
        pytest.param({"others": ("ktp",)}, "re-photo", "several_documents", id="which one?"),
        pytest.param(
            {"others": ("ktp",), "options": Options(types=("kk",))},
            "accept",
            None,
            id="the one asked for among several",
        ),
        pytest.param(
            {"others": ("kk",), "options": Options(types=("kk",))},
            "re-photo",
            "several_documents",
            id="two of the type asked for",
        ),
        pytest.param(
            {"measured": {"cropping": Measurement(value=0.9)}}, "re-photo", "cropping", id="cut"
        ),
        pytest.param(
            {"type_": "other", "form": "", "measured": {"cropping": Measurement(value=0.9)}},
            "accept",
            None,
            id="an estimate of what is cut decides nothing by itself",
        ),
        pytest.param(
            {"measured": {"cropping": Measurement(value=0.02)}}, "re-photo", "cropping", id="hardly"
        ),
        pytest.param({"p": 0.01}, "re-photo", None, id="a re-photo is never without a reason"),
        pytest.param(
            {"p": 0.01, "number": Number(kind="kk", state=NumberState.UNREAD)},
            "re-photo",
            "number_unread",
            id="nothing but the number is amiss",
        ),
        pytest.param(
            {"p": 0.99, "number": Number(kind="kk", state=NumberState.UNREAD)},
            "re-photo",
            "number_unread",
            id="all is legible, but nobody could read the number",
        ),
        pytest.param(
            {
                "p": 0.01,
                "number": Number(kind="kk", state=NumberState.UNREAD),
                "measured": {"blur": Measurement(value=0.0)},
                "causes": {"blur": 0.6},
            },
            "re-photo",
            "blur",
            id="the number is unread because it is blurred",
        ),
        pytest.param(
            {
                "p": 0.01,
                "number": Number(kind="kk", state=NumberState.UNREAD),
                "causes": {"occlusion": 0.02},
            },
            "re-photo",
            "occlusion",
            id="the number is unread because something lies over it",
        ),
    ],
)
def test_what_decides(case, decision, reason):
    verdict = decided(**case)
    assert verdict.decision == decision
    assert bool(verdict.reasons) is (decision == "re-photo")
    if reason:
        assert verdict.reasons[0].code == reason


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
def test_two_requests_then_the_officer(tmp_path, decision, code, attempt, advise, step):
    policy = tmp_path / "policy.toml"
    policy.write_text('mode = "advise"\n' if advise else "", encoding="utf-8")
    office = Office.load(policy)
    assert next_step(decision, (Reason(code=code),), attempt, office) is step
