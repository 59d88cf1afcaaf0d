"""The text of a page, by one pass of the legibility net or by the mean of two."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from precheck.capture import Capture, Grid, Page, Photo, TextMap
from precheck.office.document_type import Document
from precheck.text.cells import light_of
from precheck.text.legibility_net import read_map
from precheck.text.runs import regions

SECOND_PASS_SCALE = 0.9
"""Size at which the second pass sees the page, over that of the first."""


def text_passes(photo: Photo, page: Page, document: Document, form: str) -> Iterator[Capture]:
    """Yield the page's text after the first pass of the legibility net, then after a second one.

    The second text map is the mean of both passes: a false detection at one scale seldom recurs
    at another. form: of the document; empty if unknown.
    """
    text = read_map(page)
    first = Capture(
        photo=photo,
        page=page,
        text=text,
        regions=regions(page, text),
        light=light_of(photo, page, text),
        zones=document.must_read(form),
        shapes=document.shapes(form),
    )
    yield first
    text = mean_of(text, read_map(page, SECOND_PASS_SCALE))
    yield replace(first, text=text, regions=regions(page, text))


def mean_of(first: TextMap, second: TextMap) -> TextMap:
    """Return the mean of two text maps of one page, on the cells of the first."""

    def mean(one: Grid, other: Grid) -> Grid:
        return np.asarray((one + cv2.resize(other, one.shape[::-1])) / 2, np.float32)

    return replace(
        first,
        text=mean(first.text, second.text),
        legibility=mean(first.legibility, second.legibility),
        covered=mean(first.covered, second.covered),
        fault_shares={
            code: mean(share, second.fault_shares[code])
            for code, share in first.fault_shares.items()
        },
    )
