"""More of a fault, more (or less) of its measure; none of it, the neutral value exactly."""

import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from precheck.capture import Bare, Covers
from precheck.causes import causes
from precheck.measures import MEASURES
from tests.measures import measured_page as drawn

STRENGTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def glaring(strength):
    picture = drawn.painted(strength, 255)
    return drawn.capture(picture, lost=drawn.box_of(strength), by="glare")


def covered(strength):
    picture = drawn.painted(strength, (90, 120, 190))
    return drawn.capture(picture, lost=drawn.box_of(strength), by="occlusion")


def shadowed(strength):
    return drawn.capture(drawn.shaded(strength), lost=drawn.box_of(strength), by="dark")


def tilted(strength):
    rise = 250 * strength
    quad = ((rise, rise / 2), (800 - rise, rise / 2), (800, 600), (0, 600))
    return drawn.capture(drawn.page(), quad=quad)


RISING = {
    "blur": lambda s: drawn.capture(drawn.defocused(s)),
    "noise": lambda s: drawn.capture(drawn.grained(s)),
    "glare": glaring,
    "occlusion": lambda s: covered(0.8 * s),  # of a line some must show
    "shadow": shadowed,
    "overexposed": lambda s: drawn.capture(
        drawn.bleached(0.2 + s), found=drawn.regions(contrast=220 - 150 * s)
    ),
    "perspective": tilted,
    "cropping": drawn.pushed_out,
}
FALLING = {
    "dark": lambda s: drawn.capture(drawn.dimmed(s)),
    "low_contrast": lambda s: drawn.capture(
        drawn.page(), found=drawn.regions(contrast=180 - 170 * s)
    ),
    "too_small": lambda s: drawn.capture(drawn.page(), found=drawn.regions(height=20 - 18 * s)),
}


@pytest.mark.parametrize("name", RISING)
def test_more_of_the_fault_more_of_its_measure(name):
    values = [MEASURES[name](RISING[name](strength)).value for strength in STRENGTHS]
    assert all(a < b for a, b in pairwise(values)), values


@pytest.mark.parametrize("name", FALLING)
def test_more_of_the_fault_less_of_its_measure(name):
    values = [MEASURES[name](FALLING[name](strength)).value for strength in STRENGTHS]
    assert all(a > b for a, b in pairwise(values)), values


def test_motion_is_blur_too():
    values = [MEASURES["blur"](drawn.capture(drawn.moved(s))).value for s in STRENGTHS]
    assert values[0] < values[1] < values[3]


@pytest.mark.parametrize(
    ("high", "degrees"),
    [
        pytest.param(600, 0, id="a paper of any shape"),
        pytest.param(400, 37.5, id="longer than any sheet"),
        pytest.param(300, 0, id="a receipt"),
    ],
)
def test_a_long_paper_with_square_corners_leans_unless_it_is_a_receipt(high, degrees):
    top, low = 300 - high / 2, 300 + high / 2
    quad = ((0, top), (800, top), (800, low), (0, low))
    found = MEASURES["perspective"](drawn.capture(drawn.page(), quad=quad))
    assert found.value == pytest.approx(degrees, abs=0.1)


def test_of_a_form_the_squeeze_tells_the_tilt_and_not_the_lens():
    """Sides that run together as through a wide lens; the middle is as wide as the form."""
    quad = ((100, 50), (700, 50), (780, 550), (20, 550))
    page = drawn.capture(drawn.page(), quad=quad)
    free, form = (MEASURES["perspective"](replace(page, shapes=s)).value for s in ((), (1.43,)))
    assert form < free


def test_where_no_sheet_was_found_nothing_is_tilted_nor_small():
    page = drawn.capture(drawn.page())
    for part in (False, True):
        bare = replace(page, page=replace(page.page, bare=Bare(paper=0.5, part=part)))
        for name in ("perspective", "too_small"):
            assert MEASURES[name](page).value is not None
            assert MEASURES[name](bare).value is None


@pytest.mark.parametrize("part", [False, True])
def test_where_no_sheet_was_found_only_text_at_the_edge_tells_what_is_cut(part):
    """The page is the frame then: no sheet's side lies beyond it."""
    whole, cut = (replace(drawn.pushed_out(out), zones=()) for out in (0.0, 0.5))
    values = [MEASURES["cropping"](page).value for page in (whole, cut)]
    found = [
        MEASURES["cropping"](
            replace(page, page=replace(page.page, bare=Bare(paper=0.5, part=part)))
        ).value
        for page in (whole, cut)
    ]
    assert values == [0.0, pytest.approx(0.31, abs=0.05)]
    assert found == [None, values[1]]


def test_a_screen_ripples_regularly():
    values = [MEASURES["screen"](drawn.capture(drawn.rippled(s))).value for s in STRENGTHS]
    assert values[0] < 0.1
    assert all(a <= b for a, b in pairwise(values)), values
    assert values[-1] > 0.6


@pytest.mark.parametrize("spoil", [drawn.grained, drawn.hatched])
def test_grain_and_patterns_of_print_are_no_screen(spoil):
    assert MEASURES["screen"](drawn.capture(spoil(0.5))).value < 0.2


def test_blocks_of_compression_are_noise_too():
    values = []
    for quality in (95, 20, 8, 3):
        picture = drawn.compressed(quality)
        captured = drawn.capture(picture)
        photo = replace(captured.photo, pixels=picture)
        values.append(MEASURES["noise"](replace(captured, photo=photo)).value)
    assert all(a < b for a, b in pairwise(values)), values


def test_what_the_file_says_was_rounded_away_is_noise_as_well():
    captured = drawn.capture(drawn.page())
    coarse = [replace(captured.photo, coarseness=step) for step in (0.0, 10.0, 60.0)]
    values = [MEASURES["noise"](replace(captured, photo=photo)).value for photo in coarse]
    assert values[0] < 1
    assert values[1:] == pytest.approx([10 / 12**0.5, 60 / 12**0.5], abs=0.5)


@pytest.mark.parametrize("strength", [0.1, 0.2, 0.3])
@pytest.mark.parametrize("colour", range(3))
def test_grain_that_white_swallows_in_two_colours_is_seen_in_the_third(strength, colour):
    grey, warm = drawn.grained(strength, 150), drawn.grained(strength, 254)
    warm[..., colour] = grey[..., colour]
    whole, told = (MEASURES["noise"](drawn.capture(picture)).value for picture in (grey, warm))
    assert told == pytest.approx(whole, rel=0.1)


def test_a_screen_is_told_by_many_windows_sooner_than_by_few(monkeypatch):
    values = []
    for most in (1, 4, 16):
        monkeypatch.setattr(sys.modules["precheck.measures.screen"], "MOST", most)
        values.append(MEASURES["screen"](drawn.capture(drawn.rippled(0.3))).value)
    assert values[0] < 0.5 * values[2]
    assert values[1] < values[2]


@pytest.mark.parametrize("drift", [-1.5, 1.5])
def test_a_ripple_that_drifts_over_the_page_is_one(monkeypatch, drift):
    page, told = drawn.capture(drawn.rippled(0.15, drift)), []
    for most in (0.0, 0.75, 1.5):
        monkeypatch.setattr(sys.modules["precheck.measures.screen"], "DRIFT", most)
        told.append(MEASURES["screen"](page).value)
    level, half, along = told
    assert level < half < along
    assert level < 0.7 * along


def test_a_ripple_that_runs_the_other_way_elsewhere_tells_less_of_a_screen():
    one_way = drawn.rippled(0.15)
    both = one_way.copy()
    both[:256] = both[:256, :, ::-1]  # what red does there, blue does elsewhere
    alike, unlike = (MEASURES["screen"](drawn.capture(one)).value for one in (one_way, both))
    assert unlike < 0.45 * alike


def test_text_that_need_not_be_read_tells_of_blur_too():
    sharp, soft = drawn.page(), drawn.defocused(0.6)
    low = drawn.HEIGHT * 6 // 10  # below the zones
    soft[:low] = sharp[:low]
    values = [MEASURES["blur"](drawn.capture(picture)).value for picture in (sharp, soft)]
    assert values[0] < 0.5 * values[1]


def test_blur_explains_as_much_of_what_is_lost_as_it_is_strong():
    soft, softer = (
        MEASURES["blur"](drawn.capture(drawn.defocused(s), lost=drawn.EVERYWHERE)).share
        for s in (0.2, 0.6)
    )
    sharp = MEASURES["blur"](drawn.capture(drawn.page(), lost=drawn.EVERYWHERE)).share
    assert sharp < 0.05
    assert sharp < soft < softer


@pytest.mark.parametrize("spoil", [drawn.dimmed, drawn.grained])
def test_blur_is_not_taken_in_by_another_fault(spoil):
    sharp, soft = drawn.capture(spoil(0.3)), drawn.capture(drawn.defocused(0.3))
    assert MEASURES["blur"](sharp).value < 0.5 * MEASURES["blur"](soft).value


def smeared(left, right):
    """Return the page with what the net tells of the smear on its left and its right half."""
    page = drawn.capture(drawn.page(), found=drawn.regions(width=620))
    smear = np.full_like(page.text.text, right)
    smear[:, : smear.shape[1] // 2] = left
    return replace(page, text=replace(page.text, smear=smear))


@pytest.mark.parametrize(
    ("left", "right", "more"),
    [
        pytest.param(0.0, 0.0, 0.0, id="none"),
        pytest.param(0.2, 0.2, 0.1, id="the mean of net and spectrum"),
        pytest.param(0.2, 0.0, 0.05 + 0.05, id="the mean and a standard deviation"),
        pytest.param(0.0, 0.2, 0.05 + 0.05, id="the other side"),
    ],
)
def test_blur_is_what_spectrum_and_net_tell_and_more_where_it_is_uneven(left, right, more):
    """Half of the text lies on either side."""
    page = smeared(left, right)
    spectrum = MEASURES["blur"](replace(page, text=replace(page.text, smear=None))).value
    assert MEASURES["blur"](page).value == pytest.approx(spectrum / 2 + more, abs=0.003)


@pytest.mark.parametrize("strength", [0.0, 0.3])
@pytest.mark.parametrize("size", [1.0, 0.5])
def test_what_every_photo_is_smeared_by_is_no_blur(monkeypatch, strength, size):
    """Variances add up. It is pixels of the photo, which shows the page at this size."""
    capitals = size * drawn.CAPITALS
    corners = size * np.array([[0, 0], [drawn.WIDTH, 0], [drawn.WIDTH, drawn.HEIGHT], [0, 600]])
    found = drawn.regions(height=capitals)
    page = drawn.capture(drawn.defocused(strength), quad=corners, found=found)
    values = []
    for pixels in (0.0, 0.2, 100.0):
        monkeypatch.setattr(sys.modules["precheck.measures.blur"], "SHARP", pixels)
        values.append(MEASURES["blur"](page).value)
    whole, less, none = values
    assert whole**2 - less**2 == pytest.approx((0.2 / capitals) ** 2, rel=1e-3)
    assert none == 0.0


def test_smear_where_no_text_is_counts_for_nothing():
    page = smeared(0.2, 0.2)
    where = np.where(page.text.text > 0, page.text.smear, np.float32(5))
    beside = replace(page, text=replace(page.text, smear=where))
    assert MEASURES["blur"](beside).value == pytest.approx(MEASURES["blur"](page).value)


def test_blur_is_shown_where_the_net_sees_it():
    page = drawn.capture(drawn.page(), lost=drawn.EVERYWHERE)
    smear = np.zeros_like(page.text.text)
    smear[:, :50] = 0.5
    told = MEASURES["blur"](replace(page, text=replace(page.text, smear=smear)))
    assert told.share > 0.2
    assert max(place.polygon[:, 0].max() for place in told.places) < drawn.WIDTH * 0.6


NEUTRAL = {
    "glare": 0.0,
    "occlusion": 0.0,
    "shadow": 0.0,
    "cropping": 0.0,
    "overexposed": drawn.INK / 255 / 3,
    "noise": 0.0,
    "perspective": 0.0,
    "dark": float(drawn.PAPER),
    "low_contrast": float(drawn.PAPER - drawn.INK),
    "too_small": float(drawn.CAPITALS),
}


@pytest.mark.parametrize("darkest", [0, 102, 204])
@pytest.mark.parametrize("white", [0.0, 0.25, 0.5])
def test_overexposed_is_the_white_of_the_page_and_its_darkest_part(white, darkest):
    rows = round(white * drawn.HEIGHT)
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), darkest, np.uint8)
    picture[drawn.HEIGHT - rows :] = 255
    found = MEASURES["overexposed"](drawn.capture(picture, found=drawn.regions(contrast=255)))
    assert found.value == pytest.approx((white + darkest / 255) / 3, abs=0.01)
    assert found.share == 0.0


def test_a_page_that_is_white_all_over_is_overexposed_but_for_its_ink():
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), 255, np.uint8)
    for contrast, bleached in ((255, 0), (51, 0.8), (0, 1)):
        page = drawn.capture(picture, found=drawn.regions(contrast=contrast))
        found = MEASURES["overexposed"](page)
        assert found.value == pytest.approx((bleached + 2) / 3, abs=0.01)


def test_what_lies_out_of_the_photo_makes_no_page_dark():
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), 204, np.uint8)
    shown = {"quad": drawn.shifted(0.5), "found": drawn.regions(contrast=255)}
    outside = drawn.capture(picture, **shown).light.inward < 0
    picture[np.kron(outside, np.ones((drawn.CELL, drawn.CELL), bool))] = 0
    found = MEASURES["overexposed"](drawn.capture(picture, **shown))
    assert found.value == pytest.approx(204 / 255 / 3, abs=0.01)


@pytest.mark.parametrize(("name", "value"), NEUTRAL.items(), ids=NEUTRAL)
def test_a_clean_page_is_neutral(name, value):
    found = MEASURES[name](drawn.capture(drawn.page()))
    assert found.value == pytest.approx(value, abs=1e-6)
    assert found.share == 0.0


def test_a_clean_page_is_sharp():
    assert MEASURES["blur"](drawn.capture(drawn.page())).value < 0.15


HARMLESS = {
    "a white page": ("glare", lambda: drawn.capture(drawn.page(paper=255))),
    "a highlight on the margin": ("glare", lambda: margin(255)),
    "a finger on the margin": ("occlusion", lambda: margin((90, 120, 190))),
    "text that reads through a highlight": (
        "glare",
        lambda: drawn.capture(drawn.painted(0.0, 255)),
    ),
    "a shadow in which text can be read": ("shadow", lambda: drawn.capture(drawn.shaded(0.6))),
    "a cut margin": ("cropping", lambda: drawn.pushed_out(0.1)),
}


def margin(colour):
    picture = drawn.page()
    picture[560:, :] = colour
    return drawn.capture(picture)


@pytest.mark.parametrize(("name", "make"), HARMLESS.values(), ids=HARMLESS)
def test_what_costs_no_text_costs_nothing(name, make):
    assert MEASURES[name](make()).share == 0.0


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("glare", lambda: glaring(0.5)),
        ("occlusion", lambda: covered(0.5)),
        ("shadow", lambda: shadowed(0.5)),
    ],
)
def test_a_place_tells_what_it_covers_and_costs(name, make):
    place = MEASURES[name](make()).places[0]
    assert place.covers is Covers.NUMBER
    assert 0.15 < place.share < 0.45
    (x0, y0), (x1, y1) = place.polygon.min(0), place.polygon.max(0)
    assert x0 == pytest.approx(300, abs=24)
    assert x1 == pytest.approx(500, abs=24)
    assert 36 <= y0 < y1 <= 304


def test_text_lost_in_even_darkness_is_in_no_shadow():
    dim = drawn.capture(drawn.dimmed(0.8), lost=drawn.EVERYWHERE, by="dark")
    assert MEASURES["shadow"](dim).value == 0.0
    assert causes(dim)["dark"] == pytest.approx(1.0)


def test_text_lost_on_dull_paper_is_under_no_glare():
    dull = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="glare")
    assert MEASURES["glare"](dull).value == 0.0


COVERED = [
    pytest.param((90, 0, 690, 600), 1.0, id="all"),
    pytest.param((90, 40, 690, 80), 0.3 / 6.3, id="the number: one line, but one word"),
    pytest.param((90, 80, 690, 120), 1 / 6.3, id="one of six lines of words"),
    pytest.param((90, 480, 690, 600), 0.0, id="what need not be read"),
]


def shining(box, **more):
    """Return a white page with a reflection over a box."""
    lost = drawn.capture(drawn.page(), lost=box, by="glare", **more)
    return drawn.lit(replace(lost, page=replace(lost.page, flat=drawn.page(paper=255))))


@pytest.mark.parametrize(("box", "share"), COVERED)
def test_words_count_and_not_their_area(box, share):
    assert MEASURES["glare"](shining(box)).value == pytest.approx(share, abs=0.02)


def columns(*edges):
    """Return a sample page of the form: a word on each line from left to right of each column."""
    lines = [((y - 16) / drawn.HEIGHT, y / drawn.HEIGHT) for y in drawn.LINES]
    return drawn.samples([(x0, y0, x1, y1) for y0, y1 in lines for x0, x1 in edges])


@pytest.mark.parametrize(
    ("edges", "share"),
    [
        pytest.param(((0.15, 0.45), (0.55, 0.85)), 1 / 2, id="as many words on both halves"),
        pytest.param(((0.15, 0.3), (0.31, 0.45), (0.55, 0.85)), 2 / 3, id="short ones on the left"),
        pytest.param(((0.55, 0.85),), 0.0, id="captions on the left, which need not be read"),
        pytest.param(((0.46, 0.85),), 0.0, id="words of which a tenth is lost"),
        pytest.param(((0.3, 0.7),), 1.0, id="words of which half is lost"),
    ],
)
def test_words_are_lost_whole_and_where_other_pages_of_the_form_have_them(edges, share):
    lost = shining((0, 0, 400, 600), zones=())
    told = MEASURES["glare"](replace(lost, samples=columns(*edges)))
    assert told.value == pytest.approx(share, abs=1e-3)
    assert sum(place.share for place in told.places) == pytest.approx(share, abs=1e-3)


FORM = columns((0.15, 0.45), (0.55, 0.85))


@pytest.mark.parametrize(
    ("form", "index", "share"),
    [
        pytest.param(None, 0.63, 0.0, id="hard to read, but it can be read"),
        pytest.param(None, 0.61, 0.616, id="hardly worse, but it cannot"),
        pytest.param(FORM, 0.51, 0.0, id="of a known form: it can be read"),
        pytest.param(FORM, 0.49, 0.5, id="of a known form: it cannot"),
    ],
)
def test_a_word_is_lost_or_it_is_not(form, index, share):
    """Of the words 0.616 lie in the shadow, of the form's half."""
    dim = drawn.capture(drawn.shaded(1.0), lost=drawn.EVERYWHERE, by="dark")
    text = replace(dim.text, legibility=np.full_like(dim.text.legibility, index))
    dark = replace(dim, text=text, samples=form)
    assert MEASURES["shadow"](dark).value == pytest.approx(share, abs=1e-3)


@pytest.mark.parametrize(
    ("legibility", "shows", "over", "lost"),
    [
        pytest.param(0.8, 1.0, 0.99, 0.0, id="print shows through"),
        pytest.param(0.8, 0.02, 0.99, 1.0, id="it does not"),
        pytest.param(0.6, 0.6, 0.7, 0.0, id="something may lie over it"),
        pytest.param(0.6, 0.6, 0.95, 1.0, id="something surely does"),
    ],
)
def test_what_lies_over_a_word_counts_and_whether_print_shows(legibility, shows, over, lost):
    """Legibility alone would tell that it can be read."""
    page = drawn.capture(drawn.page(), lost=drawn.EVERYWHERE, by="occlusion", zones=())
    told = {"text": shows, "legibility": legibility, "covered": over}
    maps = {name: np.full_like(page.text.text, value) for name, value in told.items()}
    hidden = replace(page, text=replace(page.text, **maps), samples=FORM)
    assert MEASURES["occlusion"](hidden).value == pytest.approx(lost)


def laid(capture, **shares):
    """Return the same page, its lost text laid to faults by these shares."""
    lost = capture.text.legibility == 0
    none = np.zeros(lost.shape, np.float32)
    why = {code: np.where(lost, np.float32(shares.get(code, 0)), none) for code in capture.text.why}
    return replace(capture, text=replace(capture.text, why=why))


@pytest.mark.parametrize(
    ("share", "whole"),
    [
        pytest.param(0.04, 0.0, id="less than a twentieth of it"),
        pytest.param(0.06, 1.0, id="a twentieth of it"),
        pytest.param(0.9, 1.0, id="all of it"),
    ],
)
def test_a_word_is_lost_to_a_fault_whole_or_not_at_all(share, whole):
    full = covered(0.5)
    expected = whole * MEASURES["occlusion"](full).value
    mixed = laid(full, occlusion=share, blur=1 - share)
    assert MEASURES["occlusion"](mixed).value == pytest.approx(expected)


def test_where_no_thing_is_seen_nothing_lies_over_text():
    unread = laid(drawn.capture(drawn.page(), lost=drawn.box_of(0.5)), occlusion=1.0)
    over = replace(unread.text, covered=np.float32(unread.text.legibility == 0))
    assert MEASURES["occlusion"](unread).value == 0.0
    assert MEASURES["occlusion"](replace(unread, text=over)).value > 0.1


@pytest.mark.parametrize(("share", "in_shadow"), [(0.04, False), (0.06, True)])
def test_print_that_fades_in_a_shadow_is_lost_there_though_it_looks_blurred(share, in_shadow):
    dim = laid(drawn.capture(drawn.shaded(0.5), lost=drawn.box_of(0.5)), dark=share, blur=1 - share)
    assert (MEASURES["shadow"](dim).value > 0) == in_shadow


def test_a_shadow_that_only_the_net_sees_is_one_too():
    soft = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="shadow")
    unlit = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="dark")
    assert MEASURES["shadow"](soft).value > 0.1
    assert MEASURES["shadow"](unlit).value == 0.0
    mixed = laid(soft, shadow=0.4, dark=0.6)
    assert causes(mixed)["shadow"] == pytest.approx(causes(soft)["shadow"])
    assert causes(mixed)["dark"] == 0.0


def test_less_than_a_word_is_none():
    speck = drawn.capture(drawn.page(), lost=(96, 112, 104, 120), by="occlusion")
    word = drawn.capture(drawn.page(), lost=(96, 104, 200, 128), by="occlusion")
    assert 0 < causes(speck)["occlusion"] < 0.01
    assert MEASURES["occlusion"](speck).value == 0.0
    assert MEASURES["occlusion"](speck).places == ()
    assert MEASURES["occlusion"](word).value > 0.005
