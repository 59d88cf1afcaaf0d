"""The answer's keys are the contract's."""

import json
from pathlib import Path

from precheck.answer.as_json import as_dict, number_json
from precheck.measures import MEASURES
from precheck.number.result import Number, NumberState
from precheck.options import Options
from tests.decision.decided import OFFICE, decided

CONTRACT = json.loads((Path(__file__).parents[1] / "contract.json").read_text(encoding="utf-8"))


def test_the_answer_has_the_contracts_keys_and_no_others():
    answer = as_dict(decided(), Options(), OFFICE, id_="01")
    assert answer.keys() == CONTRACT.keys()
    for key in ("document", "image", "version"):
        assert answer[key].keys() == CONTRACT[key].keys()
    assert answer["measures"].keys() == set(MEASURES)
    for measure in answer["measures"].values():
        assert measure.keys() == CONTRACT["measures"]["glare"].keys()


def test_a_reason_has_the_contracts_keys():
    (reason,) = as_dict(decided(empty="nothing"), Options(), OFFICE, id_="01")["reasons"]
    assert reason.keys() == CONTRACT["reasons"][0].keys()


def test_a_number_is_told_as_printed_and_in_one_form():
    read = Number(kind="akta", state=NumberState.READ, value="3514-LU", printed="3514.LU")
    number = number_json(read)
    assert number.keys() == CONTRACT["number"].keys()
    assert (number["value"], number["normalised"]) == ("3514.LU", "3514-LU")


def test_an_unread_number_has_neither():
    number = number_json(Number(kind="kk", state=NumberState.UNREAD))
    assert number["value"] is number["normalised"] is None
