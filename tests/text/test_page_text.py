"""The text of a page with what the office knows of its form."""

import numpy as np
import pytest

from precheck.capture import Photo
from precheck.office.policy import Office
from precheck.text.page_text import page_text
from tests.text.written_page import drawn, page


@pytest.mark.parametrize("type_", ["kk", "other"])
def test_the_zones_and_shapes_are_those_of_the_form(type_):
    document = Office.load().settings.documents[type_]
    form = next(iter(document.forms), "")
    photo = Photo(pixels=drawn(), format="jpeg", bytes=1)
    found = page_text(photo, page(drawn(), (1, 1, 1)), document, form)
    assert found.photo is photo
    assert found.zones == document.must_read(form)
    assert found.shapes == document.shapes(form)
    assert found.regions
    assert found.light.paper.shape == found.text.text.shape
    assert np.isfinite(found.light.inward).all()
