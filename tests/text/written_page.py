"""A page of lines written by OpenCV, for the tests of the text maps."""

import cv2
import numpy as np

from precheck.capture import Page, Sheet

LINES = tuple(range(90, 900, 45))


CAPITALS = 14  # px, of the face


def page(picture, to_photo=(2.0, 2, 1)):
    height, width = picture.shape[:2]
    quad = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Page(
        sheet=Sheet(quad=quad, confidence=1.0), turn=0, flat=picture, to_photo=np.diag(to_photo)
    )


def drawn(paper=225, ink=40):
    picture = np.full((960, 800, 3), paper, np.uint8)
    for y in LINES:
        text = "3514011203900001 SITI AMINAH KRAKSAAN"
        cv2.putText(picture, text, (100, y), 0, 0.65, (ink,) * 3, 2, cv2.LINE_AA)
    return picture


def enlarged(times):
    return page(cv2.resize(drawn(), None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC))
