"""Runs the nets of the models folder with cv2.dnn."""

import threading

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels
from precheck.models_dir import MODELS


class Net(threading.local):
    """One ONNX file, loaded at each thread's first use: cv2's nets are not made to be shared."""

    def __init__(self, name: str, outputs: tuple[str, ...]) -> None:
        self.path = str(MODELS / name)
        self.outputs = outputs
        self.net: cv2.dnn.Net | None = None

    def __call__(self, picture: Pixels) -> tuple[NDArray[np.float32], ...]:
        """Return the outputs for one BGR picture of the size the net takes, without batch axis."""
        if self.net is None:
            self.net = cv2.dnn.readNetFromONNX(self.path, cv2.dnn.ENGINE_CLASSIC)
        self.net.setInput(cv2.dnn.blobFromImage(picture))
        return tuple(np.asarray(out[0], np.float32) for out in self.net.forward(self.outputs))
