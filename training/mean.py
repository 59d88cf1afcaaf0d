"""Writes the net whose weights are the mean of several nets': what each learned, it keeps most of.

    python -m training.mean OUT.onnx NET.onnx NET.onnx [NET.onnx …]

All must have been trained on from one net, or be it; else the mean means nothing.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from training.legibility_files import patches_of


def mean(out: Path, paths: Sequence[Path]) -> None:
    """Write the mean net, and its patches where it has any.

    Weights pair in their order: PyTorch's releases name them differently. Raises ValueError for
    nets that are not alike.
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
    if all(patches_of(path).exists() for path in paths):
        tables = [np.load(patches_of(path)) for path in paths]
        np.savez(
            patches_of(out), **{name: np.mean([t[name] for t in tables], 0) for name in tables[0]}
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("nets", type=Path, nargs="+")
    options = parser.parse_args()
    mean(options.out, options.nets)


if __name__ == "__main__":
    main()
