"""The page net on drawn specimens."""

import pytest

from precheck.office.documents import page_forms
from precheck.office.policy import Office
from precheck.sheet.page_net import recognise
from tests.sheet.drawing import drawn


@pytest.mark.parametrize(
    ("variant", "type_"),
    [
        ("kk_blue", "kk"),
        ("kk_2018", "kk"),
        ("ktp", "ktp"),
        ("invoice", "other"),
        ("blank", "blank_side"),
    ],
)
def test_type(variant, type_):
    recognition = recognise(drawn(variant, 5))
    assert recognition.best_type == type_
    assert sum(recognition.types.values()) == pytest.approx(1, abs=1e-4)
    assert tuple(recognition.types) == tuple(dict.fromkeys(type_ for type_, _ in page_forms()))


@pytest.mark.parametrize("variant", ["akta_kelahiran_new", "akta_kematian_old"])
def test_an_akta_of_either_kind(variant):
    types = recognise(drawn(variant, 6)).types
    assert types["akta_kelahiran"] + types["akta_kematian"] > 0.9


@pytest.mark.parametrize(
    ("variant", "form"),
    [
        ("akta_kelahiran_old", "old"),
        ("akta_kematian_new", "new"),
        ("kk_white", "white"),
        ("ktp", "card"),
    ],
)
def test_form(variant, form):
    forms = recognise(drawn(variant, 6)).forms
    assert forms[form] > 0.9
    assert sum(forms.values()) == pytest.approx(1, abs=1e-4)


def test_the_nets_forms_are_those_of_the_documents():
    """A new type is recognised by its words before the net is trained on it."""
    documents = Office.load().settings.documents
    predicted = {(type_, form) for type_, form in page_forms() if form}
    types = dict(predicted)
    assert {"kk", "akta_kelahiran", "akta_kematian", "ktp"} <= types.keys()
    assert predicted == {(type_, form) for type_ in types for form in documents[type_].forms}
