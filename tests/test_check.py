"""The pipeline, end to end: what is asked for, and what comes back."""

import json
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from precheck.capture import Photo, Place, Sheet
from precheck.check import Clock, check
from precheck.decide import Evidence, decide
from precheck.flatten import page
from precheck.measures import MEASURES
from precheck.number import Number, NumberState
from precheck.office import Office
from precheck.options import Options
from precheck.recognise import recognise
from precheck.render import as_dict
from precheck.sight import Sight
from precheck.verdict import Code, Decision, Measurement, Next, Seen, Versions
from specimens.documents import draw
from specimens.world import Split, World

OFFICE = Office.load()
AUTO = Options()
VERSIONS = Versions(service="0", models="0", policy="default")
PHOTO = Photo(pixels=np.full((90, 160, 3), 200, np.uint8), format="jpeg", bytes=9)
QUAD = np.array([[5, 5], [150, 5], [150, 80], [5, 80]], np.float32)
PAGE = page(PHOTO, Sheet(quad=QUAD, confidence=1.0), 0)
FINE = {code: Measurement(value=None) for code in MEASURES} | {"cropping": Measurement(value=0.0)}
FIXTURES = Path(__file__).parent / "fixtures"
TURNS = {
    Path(row["file"]).stem: row["turn"]
    for row in map(json.loads, (FIXTURES / "manifest.jsonl").read_text("utf-8").splitlines())
}
CONTRACT = json.loads((Path(__file__).parent / "contract.json").read_text(encoding="utf-8"))


def seen(type_: str, size: float = 1.0) -> Seen:
    return Seen(type=type_, confidence=0.9, quad=np.float32(QUAD * size))


def told(
    type_: str = "kk",
    *,
    form: str = "",
    p: float = 0.99,
    others: tuple[str, ...] = (),
    beside: float = 1.0,
    lies: dict[str, float] | None = None,
    empty: str | None = None,
    options: Options = AUTO,
    measured: dict[str, Measurement] | None = None,
    causes: dict[str, float] | None = None,
    number: Number | None = None,
    office: Office = OFFICE,
    photo: Photo = PHOTO,
):
    others_seen = tuple(seen(other, beside) for other in others)
    lying = {"confidence": 0.9, **(lies or {})}
    page = replace(PAGE, others=tuple(Sheet(quad=one.quad, **lying) for one in others_seen))
    sight = Sight(document=seen(type_), page=page, others=others_seen, form=form, empty=empty)
    evidence = Evidence(
        photo=photo,
        sight=sight,
        p_accept=p,
        measurements=FINE | (measured or {}),
        causes=causes or {},
        number=number,
    )
    return decide(evidence, options, office, VERSIONS)


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
    verdict = told(**case)
    assert verdict.decision == decision
    assert bool(verdict.reasons) is (decision == "re-photo")
    if reason:
        assert verdict.reasons[0].code == reason


@pytest.mark.parametrize(
    ("looks", "counts"),
    [
        pytest.param([0.9, 0.3], 0.9, id="surely readable"),
        pytest.param([0.01, 0.9], 0.01, id="surely not"),
        pytest.param([0.8, 0.3], 0.3, id="unsure, the second counts"),
        pytest.param([0.05, 0.6], 0.6, id="none is sent back by chance"),
        pytest.param([None], 0.0, id="nothing to judge"),
    ],
)
def test_the_first_look_that_is_sure_or_the_last_counts(looks, counts, monkeypatch):
    sight = Sight(document=seen("other"), page=PAGE)
    evidence = Evidence(photo=PHOTO, sight=sight, measurements=FINE)
    model = SimpleNamespace(probability=lambda told: told)
    monkeypatch.setattr("precheck.check.looks", lambda *_: iter((evidence, p) for p in looks))
    monkeypatch.setattr("precheck.check.model", lambda: model)
    picture = cv2.imencode(".png", PHOTO.pixels)[1].tobytes()
    assert check(picture, AUTO, OFFICE, None).verdict.p_accept == counts


@pytest.mark.parametrize(
    ("in_zone", "anywhere", "sought"),
    [
        pytest.param(NumberState.READ, NumberState.UNREAD, ["zone"], id="in its zone"),
        pytest.param(NumberState.UNREAD, NumberState.READ, ["zone", "head"], id="elsewhere"),
        pytest.param(NumberState.DOUBTFUL, NumberState.READ, ["zone", "head"], id="surer there"),
    ],
)
def test_a_number_that_its_zone_does_not_tell_is_sought_in_the_head(
    in_zone, anywhere, sought, monkeypatch
):
    asked = []

    def extract(_page, kind, zone, _reader):
        asked.append("head" if zone is None else "zone")
        state = anywhere if zone is None else in_zone
        return SimpleNamespace(number=Number(kind=kind, state=state, value="9001"))

    monkeypatch.setattr("precheck.check.extract", extract)
    photo = (FIXTURES / "photos" / "00016.jpg").read_bytes()
    number = check(photo, AUTO, OFFICE, SimpleNamespace()).verdict.number
    assert asked == sought
    assert number.state is NumberState.READ


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        pytest.param({}, ["dark"], id="a known one beside an unknown paper"),
        pytest.param({"type_": "other"}, ["several_documents"], id="two unknown papers"),
        pytest.param({"others": ("other", "ktp")}, ["several_documents"], id="two known ones"),
    ],
)
def test_an_illegible_document_beside_a_paper_that_nobody_knows(case, reasons):
    spoilt = {"p": 0.01, "causes": {"dark": 0.9}, "measured": {"dark": Measurement(value=5.0)}}
    verdict = told(**{"others": ("other",), **spoilt, **case})
    assert [reason.code for reason in verdict.reasons] == reasons


@pytest.mark.parametrize(
    ("p", "cut", "reasons"),
    [
        pytest.param(0.01, 0.02, ["dark", "cropping"], id="darkness costs more"),
        pytest.param(0.01, 0.95, ["cropping", "dark"], id="the cut costs more"),
        pytest.param(0.99, 0.02, ["cropping"], id="what is there can be read"),
    ],
)
def test_a_cut_document_is_told_by_what_costs_most(p, cut, reasons):
    measured = {
        "dark": Measurement(value=5.0),
        "cropping": Measurement(value=cut, places=(Place(polygon=QUAD, share=cut),)),
    }
    verdict = told(p=p, causes={"dark": 0.9}, measured=measured)
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
    verdict = told(p=0.9, measured={"cropping": cut}, office=Office.load(policy))
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
def test_p_accept_is_nought_where_legibility_decides_nothing(case, p):
    assert told(**{"p": 0.9, **case}).p_accept == p


def test_an_unrecognised_sheet_is_never_accepted_for_a_type_that_was_asked_for():
    verdict = told("other", options=Options(types=("kk",)))
    assert verdict.decision is Decision.RE_PHOTO
    assert (verdict.reasons[0].code, verdict.reasons[0].detail) == (
        Code.NUMBER_UNREAD,
        "unrecognised",
    )


def test_more_pages_are_noted():
    photo = Photo(pixels=PHOTO.pixels, format="pdf", bytes=9, page=1, pages=3)
    assert [note.code for note in told(photo=photo).notes] == [Code.MORE_PAGES]


@pytest.mark.parametrize("mode", ["decide", "advise"])
def test_advice_mode_keeps_the_verdict_and_asks_nobody(tmp_path, mode):
    policy = tmp_path / "policy.toml"
    policy.write_text(f'mode = "{mode}"\n', encoding="utf-8")
    verdict = told(p=0.01, office=Office.load(policy))
    assert verdict.decision is Decision.RE_PHOTO
    assert verdict.next is (Next.DONE if mode == "advise" else Next.RETRY)


def test_the_answer_has_the_contracts_keys_and_no_others():
    answer = as_dict(told(), Options(), OFFICE, id_="01")
    assert answer.keys() == CONTRACT.keys()
    for key in ("document", "image", "version"):
        assert answer[key].keys() == CONTRACT[key].keys()
    assert answer["measures"].keys() == set(MEASURES)
    for measure in answer["measures"].values():
        assert measure.keys() == CONTRACT["measures"]["glare"].keys()


def test_reasons_are_told_whole():
    (reason,) = as_dict(told(empty="nothing"), Options(), OFFICE, id_="01")["reasons"]
    assert reason.keys() == CONTRACT["reasons"][0].keys()


def test_a_blank_picture_is_no_document():
    import cv2  # noqa: PLC0415 - only to make a picture

    _, jpeg = cv2.imencode(".jpg", np.full((300, 400, 3), 128, np.uint8))
    verdict = check(jpeg.tobytes(), Options(), OFFICE, None).verdict
    assert [reason.code for reason in verdict.reasons] == [Code.NO_DOCUMENT]
    assert verdict.p_accept == 0.0


@pytest.mark.parametrize("name", ["00002", "00020", "00092", "00098"])
@pytest.mark.parametrize("off", [90, 180, 270])
def test_the_official_code_tells_how_the_page_lies(name, off, monkeypatch):
    def askew(flat):
        told = recognise(flat)
        return replace(told, turn=(told.turn + off) % 360)

    monkeypatch.setattr("precheck.locate.recognise", askew)
    verdict = check((FIXTURES / "photos" / f"{name}.jpg").read_bytes(), AUTO, OFFICE, None).verdict
    assert verdict.qr == "official"
    assert verdict.turn == TURNS[name]


class Sayer:
    """A model that says of each look in turn what it was told to say."""

    def __init__(self, *said: float) -> None:
        self.left = list(said)

    def probability(self, _: np.ndarray) -> float:
        return self.left.pop(0)


@pytest.mark.parametrize(
    ("said", "expected", "left"),
    [
        pytest.param((0.99, 0.3), 0.99, 1, id="surely acceptable: one look"),
        pytest.param((0.01, 0.7), 0.01, 1, id="surely not: one look"),
        pytest.param((0.6, 0.3), 0.3, 0, id="unsure: the second look counts"),
        pytest.param((0.3, 0.6), 0.6, 0, id="either way"),
        pytest.param((0.5, 0.995), 0.995, 0, id="sure at the second look"),
    ],
)
def test_an_unsure_photo_is_looked_at_again(monkeypatch, said, expected, left):
    sayer = Sayer(*said)
    monkeypatch.setattr("precheck.check.model", lambda: sayer)
    photo = (FIXTURES / "photos" / "00000.jpg").read_bytes()
    verdict = check(photo, AUTO, OFFICE, reader=None).verdict
    assert verdict.p_accept == expected
    assert verdict.decision is (Decision.ACCEPT if expected >= 0.5 else Decision.RE_PHOTO)
    assert len(sayer.left) == left


def test_what_a_second_look_sees_is_what_is_told(monkeypatch):
    photo = (FIXTURES / "photos" / "00000.jpg").read_bytes()
    told = []
    for sayer in (Sayer(0.99), Sayer(0.6, 0.99)):
        monkeypatch.setattr("precheck.check.model", partial(next, repeat(sayer)))
        findings = check(photo, AUTO, OFFICE, reader=None).verdict.findings
        told.append({code: found.measurement.value for code, found in findings.items()})
    once, twice = told
    assert once["legibility"] != twice["legibility"] or once["blur"] != twice["blur"]
    assert once["cropping"] == twice["cropping"]


def test_a_step_done_in_two_parts_takes_the_time_of_both(monkeypatch):
    clock = Clock(start=0.0, _last=0.0)
    times = iter((0.02, 0.05, 0.09, 0.1))
    monkeypatch.setattr("precheck.check.time", SimpleNamespace(perf_counter=partial(next, times)))
    for step in ("measure", "read", "measure"):
        clock.lap(step)
    assert clock.total() == {"measure": 60, "read": 30, "total": 100}


@pytest.mark.parametrize("turns", range(4))
def test_a_cut_sheet_is_brought_to_its_whole_shape_however_it_lies(turns):
    page = draw("kk_white", np.random.default_rng(7), World.of(Split.TEST)).pixels
    page = cv2.resize(page, (1190, 840), interpolation=cv2.INTER_AREA)
    table = np.full((900, 1300, 3), (60, 90, 120), np.uint8)
    table[180:, 50:1240] = page[:720]  # the lowest seventh is out of the frame
    _, jpeg = cv2.imencode(".jpg", np.ascontiguousarray(np.rot90(table, turns)))
    verdict = check(jpeg.tobytes(), AUTO, OFFICE, None).verdict
    assert verdict.turn == 90 * turns
    sides = np.linalg.norm(
        np.roll(verdict.document.quad, -1, axis=0) - verdict.document.quad, axis=1
    )
    assert sides == pytest.approx([1190, 840, 1190, 840], rel=0.03)
