"""A trained legibility net from which another learns what it tells of whole pages."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.text.maps import maps_of
from precheck.text.patches import read
from training.legibility_files import patches_of

Floats = NDArray[np.float32]


class Teacher:
    """A net as the service runs it, by cv2.dnn."""

    def __init__(self, path: Path) -> None:
        self.net = cv2.dnn.readNetFromONNX(str(path), cv2.dnn.ENGINE_NEW)
        self.patches = read(patches_of(path))

    def __call__(self, picture: NDArray[np.uint8], dense: Floats) -> Floats:
        """Return the maps of a picture in BGR, 0–1, in cells of 8 px.

        dense: see `precheck.text.maps.density`.
        """
        self.net.setInput(self.patches(picture))
        return maps_of(np.array(self.net.forward()[0], np.float32), dense)
