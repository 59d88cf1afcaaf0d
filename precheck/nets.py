"""Runs the nets of the models folder with cv2.dnn."""

import threading
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels
from precheck.errors import BadModel
from precheck.models_dir import MODELS


def load(
    path: Path,
    blank: tuple[int, int, int, int],
    outputs: Mapping[str, int],
    engine: int = cv2.dnn.ENGINE_CLASSIC,
) -> cv2.dnn.Net:
    """Load an ONNX file that gives these outputs, of so many channels, for a blank of that shape.

    The classic engine: the new one takes half as long again for squares. Raises BadModel for a file
    that is not there, damaged, or another net.
    """
    try:
        net = cv2.dnn.readNetFromONNX(str(path), engine)
        net.setInput(np.zeros(blank, np.float32))
        found = [np.asarray(out).shape[1] for out in net.forward(list(outputs))]
    except cv2.error as error:
        raise BadModel.of(path) from error
    if found != list(outputs.values()):
        raise BadModel.of(path)
    return net


class Net(threading.local):
    """One net for square pictures, loaded at each thread's first use: cv2 shares none."""

    def __init__(self, name: str, side: int, outputs: Mapping[str, int]) -> None:
        self.path = MODELS / name
        self.blank = (1, 3, side, side)
        self.outputs = outputs
        self.net: cv2.dnn.Net | None = None

    def __call__(self, picture: Pixels) -> tuple[NDArray[np.float32], ...]:
        """Return the outputs for one BGR picture of the net's side, without batch axis."""
        if self.net is None:
            self.net = load(self.path, self.blank, self.outputs)
        self.net.setInput(cv2.dnn.blobFromImage(picture))
        outputs = self.net.forward(list(self.outputs))
        return tuple(np.asarray(out[0], np.float32) for out in outputs)
