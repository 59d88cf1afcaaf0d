"""Loads and runs the ONNX nets of the models folder by cv2.dnn."""

import threading
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.errors import BadModel
from precheck.runtime.models import MODELS


def load_net(
    path: Path,
    blank: tuple[int, int, int, int],
    outputs: Mapping[str, int],
    engine: int = cv2.dnn.ENGINE_CLASSIC,
) -> cv2.dnn.Net:
    """Load an ONNX net and run it once on a blank input.

    blank: shape of the input, N × C × H × W; outputs: channels of each output, by its name.
    engine: the classic one takes two thirds of the new one's time for square pictures.
    Raises BadModel for a missing or damaged file, and for a net of other outputs.
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
    """One net of the models folder, loaded at each thread's first use: cv2 nets hold their input.

    name: of the file; else see `load`.
    """

    def __init__(
        self,
        name: str,
        blank: tuple[int, int, int, int],
        outputs: Mapping[str, int],
        engine: int = cv2.dnn.ENGINE_CLASSIC,
    ) -> None:
        self.arguments = MODELS / name, blank, outputs, engine
        self.net: cv2.dnn.Net | None = None

    def __call__(self, inputs: cv2.typing.MatLike) -> tuple[NDArray[np.float32], ...]:
        """Return the outputs for a batch, N × C × H × W."""
        if self.net is None:
            self.net = load_net(*self.arguments)
        self.net.setInput(np.ascontiguousarray(inputs))
        outputs = self.net.forward(list(self.arguments[2]))
        return tuple(np.asarray(out, np.float32) for out in outputs)


def softmax(scores: NDArray[np.floating], axis: int = 0) -> NDArray[np.float32]:
    """Return the probabilities, along an axis, of a net's scores."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), np.float32)
