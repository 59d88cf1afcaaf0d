"""Print lost under objects, highlights and shadows: how much, and to which."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.loss.cause import shares_by_cause
from precheck.loss.loss import Loss
from tests.measures import measured_page as drawn
from tests.measures.measured_page import measured


def causes(capture):
    return shares_by_cause(Loss.of(capture))


def test_text_lost_in_even_darkness_is_in_no_shadow():
    dim = drawn.capture(drawn.dimmed(0.8), lost=drawn.EVERYWHERE, by="dark")
    assert measured("shadow", dim).value == 0.0
    assert causes(dim)["dark"] == pytest.approx(1.0)


def test_text_lost_on_dull_paper_is_under_no_glare():
    dull = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="glare")
    assert measured("glare", dull).value == 0.0


COVERED = [
    pytest.param((90, 0, 690, 600), 1.0, id="all"),
    pytest.param((90, 40, 690, 80), 1 / 7, id="the number: one of seven lines"),
    pytest.param((90, 80, 690, 120), 1 / 7, id="another one"),
    pytest.param((90, 480, 690, 600), 0.0, id="what need not be read"),
    pytest.param((700, 0, 800, 600), 0.0, id="blank paper beside the lines"),
]


def shining(box, **more):
    """Return a white page with a reflection over a box."""
    lost = drawn.capture(drawn.page(), lost=box, by="glare", **more)
    return drawn.relit(replace(lost, page=replace(lost.page, flat=drawn.page(paper=255))))


@pytest.mark.parametrize(("box", "share"), COVERED)
def test_print_counts_and_not_the_area_over_it(box, share):
    found = measured("glare", shining(box))
    assert found.value == pytest.approx(share, abs=0.02)
    assert sum(place.share for place in found.places) == pytest.approx(found.value, abs=1e-3)


@pytest.mark.parametrize(
    ("index", "cost"),
    [
        pytest.param(0.72, 0.0, id="plainly readable"),
        pytest.param(0.61, 0.5, id="half readable"),
        pytest.param(0.5, 1.0, id="not readable"),
    ],
)
def test_print_in_a_shadow_is_lost_in_proportion_to_its_illegibility(index, cost):
    dim = drawn.capture(drawn.shaded(1.0), lost=drawn.EVERYWHERE, by="dark")
    whole = measured("shadow", dim).value
    text = replace(dim.text, legibility=np.full_like(dim.text.legibility, index))
    assert whole > 0.5
    assert measured("shadow", replace(dim, text=text)).value == pytest.approx(cost * whole)


def caused(capture, **shares):
    """Return the same page with these shares of causes of its lost text."""
    lost = capture.text.legibility == 0
    none = np.zeros(lost.shape, np.float32)
    why = {
        code: np.where(lost, np.float32(shares.get(code, 0)), none)
        for code in capture.text.fault_shares
    }
    return replace(capture, text=replace(capture.text, fault_shares=why))


@pytest.mark.parametrize(
    ("share", "whole"),
    [
        pytest.param(0.04, 0.0, id="less than a twentieth of it"),
        pytest.param(0.06, 1.0, id="a twentieth of it"),
        pytest.param(0.9, 1.0, id="all of it"),
    ],
)
def test_a_cell_is_lost_to_a_fault_wholly_or_not_at_all(share, whole):
    full = drawn.covered(0.5)
    expected = whole * measured("occlusion", full).value
    mixed = caused(full, occlusion=share, blur=1 - share)
    assert measured("occlusion", mixed).value == pytest.approx(expected)


def test_without_a_covering_object_there_is_no_occlusion():
    unread = caused(drawn.capture(drawn.page(), lost=drawn.box_of(0.5)), occlusion=1.0)
    over = replace(unread.text, covered=np.float32(unread.text.legibility == 0))
    assert measured("occlusion", unread).value == 0.0
    assert measured("occlusion", replace(unread, text=over)).value > 0.1


@pytest.mark.parametrize(("share", "in_shadow"), [(0.04, False), (0.06, True)])
def test_print_in_a_shadow_is_lost_to_it_though_mostly_blurred(share, in_shadow):
    dim = caused(
        drawn.capture(drawn.shaded(0.5), lost=drawn.box_of(0.5)), dark=share, blur=1 - share
    )
    assert (measured("shadow", dim).value > 0) == in_shadow


def test_a_shadow_that_only_the_net_detects_counts():
    soft = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="shadow")
    unlit = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="dark")
    assert measured("shadow", soft).value > 0.1
    assert measured("shadow", unlit).value == 0.0
    mixed = caused(soft, shadow=0.4, dark=0.6)
    assert causes(mixed)["shadow"] == pytest.approx(causes(soft)["shadow"])
    assert causes(mixed)["dark"] == 0.0


def test_a_loss_smaller_than_a_word_is_ignored():
    speck = drawn.capture(drawn.page(), lost=(96, 112, 104, 120), by="occlusion")
    word = drawn.capture(drawn.page(), lost=(96, 104, 200, 128), by="occlusion")
    assert 0 < causes(speck)["occlusion"] < 0.01
    assert measured("occlusion", speck).value == 0.0
    assert measured("occlusion", speck).places == ()
    assert measured("occlusion", word).value > 0.005


def test_what_is_lost_outside_the_must_read_zones_has_its_cause_where_they_are_whole():
    below = drawn.capture(drawn.page(), lost=(200, 424, 360, 448), by="occlusion")
    assert causes(below)["occlusion"] > 0.01
