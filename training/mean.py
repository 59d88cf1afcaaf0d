"""Writes the legibility net whose weights are the mean of two nets': what both learned, it keeps.

    python -m training.mean BEFORE.onnx AFTER.onnx OUT.onnx

AFTER must have been trained on from BEFORE, or the mean means nothing.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from training.legibility_files import patches_of


def mean(before: Path, after: Path, out: Path) -> None:
    """Write both files of the mean net. Raises ValueError for two that are not alike.

    Weights pair in their order: PyTorch's releases name them differently.
    """
    net = onnx.load(after)
    for old, new in zip(onnx.load(before).graph.initializer, net.graph.initializer, strict=True):
        first, second = numpy_helper.to_array(old), numpy_helper.to_array(new)
        if first.shape != second.shape:
            raise ValueError(f"{old.name} and {new.name}: not two of the same net.")
        if second.dtype == np.float32:
            half = np.float32(0.5)
            new.CopyFrom(numpy_helper.from_array(half * first + half * second, new.name))
    onnx.save(net, out)
    with np.load(patches_of(before)) as first, np.load(patches_of(after)) as second:
        np.savez(patches_of(out), **{name: (first[name] + second[name]) / 2 for name in second})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("before", "after", "out"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    mean(options.before, options.after, options.out)


if __name__ == "__main__":
    main()
