"""Films for Chromium's fake camera, from a drawn specimen: Motion JPEG."""

import cv2
import numpy as np

from specimens.camera.occlusion.covers import lay_cover
from specimens.camera.occlusion.thumbs import draw_thumb
from tests.api.desk.browser import PHOTOS

SIZE = (1024, 768)
RATE = 30  # at which Chromium plays such a file, whatever is asked of the device
CARD = PHOTOS / "00023.jpg"
GAIN = 1.3  # the specimen is rather dark
QUALITY = 88
PRINT = (376, 264)  # where much is printed, px of SIZE


def good():
    """Return what the camera sees where all is well."""
    card = cv2.resize(cv2.imread(str(CARD)), SIZE, interpolation=cv2.INTER_AREA)
    return np.clip(card * GAIN, 0, 255).astype(np.uint8)


def far(scene):
    small = cv2.resize(scene, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    across, down = SIZE[0] - small.shape[1], SIZE[1] - small.shape[0]
    sides = (down // 2, down - down // 2, across // 2, across - across // 2)
    return cv2.copyMakeBorder(small, *sides, cv2.BORDER_REFLECT_101)


def near(scene):
    height, width = scene.shape[:2]
    cut = scene[height // 4 : height * 3 // 5, width // 4 : width * 3 // 5]
    return cv2.resize(cut, SIZE, interpolation=cv2.INTER_CUBIC)


def blurred(scene):
    return cv2.GaussianBlur(scene, (0, 0), 2.5)


def glare(scene):
    lamp = np.zeros(scene.shape[:2], np.float32)
    cv2.ellipse(lamp, PRINT, (120, 72), 0, 0, 360, 1, -1)
    lamp = cv2.GaussianBlur(lamp, (0, 0), 10)[..., None]
    return (scene + lamp * (255.0 - scene)).astype(np.uint8)


def finger(scene):
    """Return the scene under a thumb from the left: a drawn one."""
    picture = scene.copy()
    rng = np.random.default_rng(4)
    lay_cover(picture, draw_thumb(np.array(PRINT, float), np.pi * 0.9, 120, 560, rng), (0, 0, 8))
    return picture


def dark(scene):
    return (scene * 0.3).astype(np.uint8)


def bright(scene):
    return np.clip(scene.astype(np.float32) * 2, 0, 255).astype(np.uint8)


def jpeg(picture):
    """Return a picture as JPEG."""
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def write(path, scenes):
    """Write a film. scenes: picture and seconds of each."""
    with path.open("wb") as file:
        for picture, seconds in scenes:
            file.write(jpeg(picture) * round(seconds * RATE))
    return path
