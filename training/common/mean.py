"""Writes the net whose weights are the mean of several nets' weights.

    python -m training.common.mean OUT.onnx NET.onnx NET.onnx [NET.onnx …]

All nets must have been trained from the same weights.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from training.legibility.files import patches_file


def write_mean(out: Path, paths: Sequence[Path]) -> None:
    """Write the mean net, and its patches where it has any.

    Weights are matched by order: their names differ between PyTorch releases. Raises ValueError for
    different architectures.
    """
    nets = [onnx.load(path) for path in paths]
    for same in zip(*(net.graph.initializer for net in nets), strict=True):
        values = [numpy_helper.to_array(weights) for weights in same]
        if len({value.shape for value in values}) > 1:
            raise ValueError(f"{' and '.join(weights.name for weights in same)}: not of one net.")
        if values[0].dtype == np.float32:
            middle = np.mean(values, axis=0, dtype=np.float32)
            same[0].CopyFrom(numpy_helper.from_array(middle, same[0].name))
    onnx.save(nets[0], out)
    if all(patches_file(path).exists() for path in paths):
        tables = [np.load(patches_file(path)) for path in paths]
        np.savez(
            patches_file(out), **{name: np.mean([t[name] for t in tables], 0) for name in tables[0]}
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("nets", type=Path, nargs="+")
    options = parser.parse_args()
    write_mean(options.out, options.nets)


if __name__ == "__main__":
    main()
