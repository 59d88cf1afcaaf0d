import pytest
from pydantic import ValidationError

from precheck.office.document_type import Document
from precheck.office.policy import Office


def test_an_unknown_form_has_no_height_of_print():
    card = Office.load().settings.documents["ktp"]
    capitals = {form: card.must_read(form)[0].capitals for form in ("card", "")}
    assert capitals == {"card": pytest.approx(card.capitals_mm / 54), "": None}


@pytest.mark.parametrize(("form", "top"), [("old", 0.335), ("new", 0.4)])
def test_a_zone_may_differ_by_form(form, top):
    zones = Office.load().settings.documents["akta_kelahiran"].must_read(form)
    assert [zone.box[1] for zone in zones] == pytest.approx([0.27, top])


@pytest.mark.parametrize(("form", "typed"), [("old", True), ("new", False), ("", False)])
def test_the_zones_of_a_form_know_whether_a_typewriter_filled_it_in(form, typed):
    for type_ in ("akta_kelahiran", "akta_kematian"):
        zones = Office.load().settings.documents[type_].must_read(form)
        assert {zone.typed for zone in zones} == {typed}


@pytest.mark.parametrize(
    ("type_", "form", "shapes"),
    [
        pytest.param("akta_kelahiran", "new", (210 / 297,), id="of a form"),
        pytest.param("akta_kelahiran", "", (215 / 330, 210 / 297), id="of any form, if unknown"),
        pytest.param("kk", "", (297 / 210,), id="the one that all forms share"),
        pytest.param("other", "", (), id="a paper that nobody knows has none"),
    ],
)
def test_the_shapes_of_a_type(type_, form, shapes):
    assert Office.load().settings.documents[type_].shapes(form) == pytest.approx(shapes)


@pytest.mark.parametrize(
    ("box", "zone"), [((60, 5, 80, 9), "number"), ((4, 26, 30, 49), "names_and_nik")]
)
def test_what_is_judged_is_not_masked(box, zone):
    """Nothing of the number's place, and at most half of any other must-read zone."""
    kk = Office.load().settings.documents["kk"].model_dump(exclude_defaults=True)
    with pytest.raises(ValidationError, match=f"masked: covers .* of the zone {zone}"):
        Document(**{**kk, "masked": (box,)})
