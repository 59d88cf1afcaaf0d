r"""Quantises a net of the models folder to 8-bit integers, weights and activations.

    python -m training.common.quantise NAME OUT.onnx PHOTO_FOLDER …

NAME: of the file in models/, as `number_reader.onnx`. The ranges of its activations are those on
every input that precheck gives it for the photos. Weights have 7 bits, for on processors without
VNNI sums of two products of 8 bits saturate. It prints the correlation of the outputs on each fifth
photo, from which no range was taken.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import ArrayLike, NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static

from precheck.check import observe
from precheck.decode.file import decode
from precheck.errors import PrecheckError
from precheck.library import reader
from precheck.options import Options
from precheck.runtime import nets
from precheck.runtime.clock import Clock
from precheck.runtime.models import MODELS
from precheck.suite.check_shots import load_office

KEPT_SHARE = 5  # one photo in so many only tests


class Inputs(CalibrationDataReader):
    """The inputs of one net, as the quantiser asks for them."""

    def __init__(self, name: str, inputs: list[NDArray[np.float32]]) -> None:
        self.rest = iter([{name: x} for x in inputs])

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """Return the next input."""
        return next(self.rest, None)


def inputs_of(name: str, photos: list[Path]) -> list[NDArray[np.float32]]:
    """Return what a net is given when precheck looks at photos."""
    found: list[NDArray[np.float32]] = []
    run = nets.Net.__call__

    def recorded(net: nets.Net, inputs: ArrayLike) -> tuple[NDArray[np.float32], ...]:
        if net.arguments[0].name == name:
            found.append(np.array(inputs, np.float32))
        return run(net, inputs)

    nets.Net.__call__ = recorded  # type: ignore[method-assign]
    office, read = load_office(None), reader()
    for photo in photos:
        try:
            observe(decode(photo.read_bytes()), Options(), office, read, Clock())
        except PrecheckError as error:
            print(f"{photo}: {error}")
    nets.Net.__call__ = run  # type: ignore[method-assign]
    return found


def session(path: Path, folded: Path | None = None) -> onnxruntime.InferenceSession:
    """Load a net; folded: where it is written with its constants folded."""
    options = onnxruntime.SessionOptions()
    if folded is not None:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(folded)
    return onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])


def agreement(one: Any, other: Any, inputs: list[NDArray[np.float32]], name: str) -> float:
    """Return the mean correlation of the outputs of two nets."""
    pairs = [
        [np.concatenate([out.ravel() for out in net.run(None, {name: x})]) for net in (one, other)]
        for x in inputs
    ]
    return float(np.mean([np.corrcoef(*pair)[0, 1] for pair in pairs]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    photos = [path for folder in options.folders for path in sorted(folder.rglob("*.jpg"))]
    kept = photos[::KEPT_SHARE]
    learned = [path for path in photos if path not in set(kept)]
    with TemporaryDirectory() as folder:
        folded = Path(folder) / "folded.onnx"
        before = session(MODELS / options.name, folded)
        name = before.get_inputs()[0].name
        quantize_static(
            folded, options.out, Inputs(name, inputs_of(options.name, learned)),
            per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, activation_type=QuantType.QUInt8,
        )  # fmt: skip
        tested = inputs_of(options.name, kept)
        print(f"{len(tested)} inputs: {agreement(before, session(options.out), tested, name):.5f}")


if __name__ == "__main__":
    main()
