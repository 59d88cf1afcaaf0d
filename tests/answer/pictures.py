"""A drawn page with a number, and the decoding of pictures made of it."""

import cv2
import numpy as np

WIDTH, HEIGHT = 400, 300
BOX = np.array([[50, 40], [150, 40], [150, 60], [50, 60]], dtype=np.float32)


def page():
    """Draw a grey page with one black bar where the number stands, its left half white."""
    pixels = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    pixels[40:60, 50:150] = 0
    pixels[40:60, 50:100] = 255
    return pixels


def opened(jpeg):
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
