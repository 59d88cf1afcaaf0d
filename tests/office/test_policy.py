"""The office's settings: defaults load, changes are merged, mistakes are errors."""

import copy
import re
from functools import reduce
from pathlib import Path

import pytest

from precheck.errors import BadPolicy
from precheck.measures import MEASURES
from precheck.office import policy as module
from precheck.office.policy import Office
from precheck.options import LANGUAGES, TYPES


def policy(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_hold_every_type_measure_and_language():
    settings = Office.load().settings
    assert settings.documents.keys() == set(TYPES)
    assert settings.limits.keys() == MEASURES.keys()
    assert settings.texts.keys() == set(LANGUAGES)
    assert Office.load().policy == "default"


def test_changes_override_defaults_and_show_their_origin(tmp_path):
    office = Office.load(policy(tmp_path, 'mode = "advise"\n[limits.glare]\nat_most = 0.5\n'))
    shown = office.as_dict()["settings"]
    assert office.settings.mode == "advise"
    assert office.settings.limits["glare"].at_most == 0.5
    assert shown["limits.glare.at_most"]["origin"] == "policy"
    assert shown["limits.glare.at_most"]["value"] == 0.5
    assert shown["limits.glare.at_most"]["default"] != 0.5
    assert shown["limits.glare.unit"]["origin"] == "default"


def test_the_policys_hash_depends_on_its_settings(tmp_path):
    one = Office.load(policy(tmp_path, "hand_over_at = 2\n")).policy
    two = Office.load(policy(tmp_path, "hand_over_at = 4\n")).policy
    again = Office.load(policy(tmp_path, "# a remark\nhand_over_at   = 2\n")).policy
    assert one != two
    assert one == again
    assert "default" not in {one, two}


def test_an_office_may_add_a_zone(tmp_path):
    text = "[documents.other.zones]\nstamp = [10, 10, 20, 20]\n"
    office = Office.load(policy(tmp_path, text))
    assert [zone.field for zone in office.settings.documents["other"].must_read("")] == ["stamp"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("hand_over = 3", "hand_over", id="unknown key"),
        pytest.param("[limits.glair]\nat_most = 1", "limits.glair", id="unknown limit"),
        pytest.param("[limits.glare]\nat_mots = 1", "limits.glare.at_mots", id="unknown side"),
        pytest.param(f"mode = {'[' * 2000}", "is not TOML", id="nested"),
        pytest.param('mode = "off"', "mode", id="impossible mode"),
        pytest.param("hand_over_at = 0", "hand_over_at", id="out of range"),
        pytest.param("[limits.glare]\nat_most = nan", "limits.glare.at_most", id="no number"),
        pytest.param("[costs]\nfalse_accept = inf", "costs.false_accept", id="endless cost"),
        pytest.param('[texts.id]\nsorry = "{wat}"', "texts.id.sorry", id="unknown place"),
        pytest.param('[texts.id]\nsorry = "{what"', "texts.id.sorry", id="open brace"),
        pytest.param('[texts.id]\nsorry = "{what!x}"', "texts.id.sorry", id="conversion"),
        pytest.param('[texts.en]\nofficer = "{what:9}"', "texts.en.officer", id="padding"),
        pytest.param(
            '[texts.id.reasons.blur]\nshort = "{tails}"', "texts.id.reasons.blur", id="misspelt"
        ),
        pytest.param("[costs]\nfalse_accept = -1", "costs.false_accept", id="negative cost"),
        pytest.param(
            "[documents.kk.zones]\nnumber = [60, 6, 30, 14]", "zone number", id="inside out"
        ),
        pytest.param(
            "[documents.kk.zones]\nnumber = [60, 6, 130, 14]", "documents.kk.zones", id="off page"
        ),
        pytest.param(
            "[documents.akta_kematian.zones.place_date_name_parents]\nold = [90, 30, 10, 60]",
            "zone place_date_name_parents",
            id="inside out on one form",
        ),
        pytest.param(
            "[documents.kk.zones.head]\nwite = [1, 1, 2, 2]", "no form wite", id="unknown form"
        ),
        pytest.param("mode = ", "TOML", id="no TOML"),
        pytest.param(
            '[decision.mistaken.noise]\ncounts = ["smell"]',
            "no measure smell",
            id="measure",
        ),
        pytest.param('[decision.doubt]\nat_most = "far"', "decision.doubt.at_most", id="no value"),
    ],
)
def test_mistakes_are_errors_that_name_the_key(tmp_path, text, says):
    with pytest.raises(BadPolicy, match=says):
        Office.load(policy(tmp_path, text))


@pytest.mark.parametrize(
    ("path", "file"),
    [
        (("limits", "glare", "at_most"), "models/limits.toml"),
        (("decision", "blurred", "at_least"), "models/decision.toml"),
        (("documents", "ktp", "capitals_mm"), "models/documents/ktp.toml"),
        (("texts", "en", "sorry"), "precheck/office/guidance/en.toml"),
        (("mode",), "models/office.toml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_in_a_default_names_its_file(monkeypatch, path, file):
    defaults = copy.deepcopy(Office.load().defaults)
    *tables, key = path
    reduce(dict.__getitem__, tables, defaults)[key] = "{wrong"
    monkeypatch.setattr(module, "_defaults", lambda: defaults)
    with pytest.raises(BadPolicy, match=rf"/{re.escape(file)}: {re.escape('.'.join(path))}"):
        Office.load()


def test_a_missing_policy_file_is_named(tmp_path):
    with pytest.raises(BadPolicy, match=r"nowhere\.toml"):
        Office.load(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(("accept", "stricter"), [(4.0, True), (0.25, False)])
def test_costs_move_the_one_limit(tmp_path, accept, stricter):
    default = Office.load().accept_limit("kk")
    moved = Office.load(policy(tmp_path, f"[costs]\nfalse_accept = {accept}\n"))
    assert (moved.accept_limit("kk") > default) is stricter
    assert 0 < moved.accept_limit("kk") < 1


@pytest.mark.parametrize("limit", [0, 1])
def test_costs_do_not_move_a_certain_limit(tmp_path, limit):
    text = f"[costs]\nfalse_accept = 4\n[documents.kk.accept]\nat_least = {limit}\n"
    office = Office.load(policy(tmp_path, text))
    assert office.accept_limit("kk") == office.setting_for(limit) == limit


@pytest.mark.parametrize("accept", [1.0, 4.0, 0.25])
@pytest.mark.parametrize("limit", [0.2, 0.5, 0.9])
def test_a_limit_is_set_so_that_costs_make_it_the_one_wanted(tmp_path, accept, limit):
    costs = f"[costs]\nfalse_accept = {accept}\n"
    setting = Office.load(policy(tmp_path, costs)).setting_for(limit)
    set_so = policy(tmp_path, f"{costs}[documents.kk.accept]\nat_least = {setting}\n")
    assert Office.load(set_so).accept_limit("kk") == pytest.approx(limit)
