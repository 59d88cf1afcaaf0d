"""Loads and runs the ONNX nets of the models folder by onnxruntime, on one thread."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

# onnxruntime else reports to its maker and keeps an identifier on disk; it reads this once
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from precheck.errors import BadModel
from precheck.runtime.models import MODELS

_ALLOCATION = ("alloc",)
"""Words in onnxruntime's report of a lack of memory."""
FAILURES = (
    failures.Fail,
    failures.InvalidArgument,
    failures.InvalidGraph,
    failures.InvalidProtobuf,
    failures.NoSuchFile,
    failures.NotImplemented,
    failures.RuntimeException,
)
"""What onnxruntime raises; its exceptions have no base of their own."""


Channels = Mapping[str, int]
"""Of each output, by its name."""


class Net:
    """One net of the models folder, loaded at its first use; threads share it.

    name: of the file. blank: shape of the smallest input, N × C × H × W. outputs: or what
    returns them at the first use.
    """

    def __init__(
        self,
        name: str,
        blank: tuple[int, int, int, int],
        outputs: Channels | Callable[[], Channels],
    ) -> None:
        self.arguments = MODELS / name, blank
        self._outputs = outputs
        self.session: onnxruntime.InferenceSession | None = None
        _NETS.append(self)

    def __call__(self, inputs: ArrayLike) -> tuple[NDArray[np.float32], ...]:
        """Return the outputs for a batch, N × C × H × W. Raises MemoryError."""
        try:
            return _run(self.loaded(), inputs, self.outputs)
        except failures.RuntimeException as error:
            if any(word in str(error) for word in _ALLOCATION):
                raise MemoryError from error
            raise

    @property
    def outputs(self) -> Channels:
        """Channels of each output."""
        return self._outputs() if callable(self._outputs) else self._outputs

    def loaded(self) -> onnxruntime.InferenceSession:
        """Return the net's session. Raises BadModel."""
        if self.session is None:
            self.session = load_net(*self.arguments, self.outputs)
        return self.session


_NETS: list[Net] = []
"""Every net of the modules that were imported."""


def load_nets() -> None:
    """Load every net, so that the first photo takes no longer than the next. Raises BadModel."""
    for net in _NETS:
        net.loaded()


def load_net(
    path: Path, blank: tuple[int, int, int, int], outputs: Channels
) -> onnxruntime.InferenceSession:
    """Load an ONNX net and run it once on a blank input; see Net.

    Raises BadModel for a missing or damaged file, and for a net of other outputs.
    """
    try:
        session = onnxruntime.InferenceSession(path, _options(), ["CPUExecutionProvider"])
        found = [out.shape[1] for out in _run(session, np.zeros(blank, np.float32), outputs)]
    except FAILURES as error:
        raise BadModel.of(path) from error
    if found != list(outputs.values()):
        raise BadModel.of(path)
    return session


def _options() -> onnxruntime.SessionOptions:
    """Return options for one thread a net and memory that does not grow with the shapes seen."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4  # fatal: what fails is raised
    return options


def _run(
    session: onnxruntime.InferenceSession, inputs: ArrayLike, outputs: Mapping[str, int]
) -> tuple[NDArray[np.float32], ...]:
    batch = np.ascontiguousarray(inputs, np.float32)
    return tuple(session.run(list(outputs), {session.get_inputs()[0].name: batch}))


def softmax(scores: NDArray[np.floating], axis: int = 0) -> NDArray[np.float32]:
    """Return the probabilities, along an axis, of a net's scores."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), np.float32)
