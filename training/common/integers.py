"""Stores large weights of an ONNX net as 8-bit integers, a quarter of the size.

The runtime turns them back into floats when it loads the file, so that a pass takes no longer.
"""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

MIN_VALUES = 2048
"""Of a tensor that is stored as integers."""


def store_as_integers(model: onnx.ModelProto) -> None:
    """Store large weights as integers with a scale for each output channel."""
    graph = model.graph
    used = {name: node.op_type for node in graph.node for name in node.input}
    nodes = []
    for item in list(graph.initializer):
        values = numpy_helper.to_array(item)
        if values.dtype != np.float32 or values.size < MIN_VALUES or values.ndim < 2:
            continue
        integers, scale = rounded(values, axis=1 if used[item.name] == "MatMul" else 0)
        whole, step = f"{item.name}_int8", f"{item.name}_scale"
        graph.initializer.remove(item)
        graph.initializer.append(numpy_helper.from_array(integers, whole))
        graph.initializer.append(numpy_helper.from_array(scale, step))
        nodes += [
            helper.make_node("Cast", [whole], [f"{whole}_float"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{whole}_float", step], [item.name]),
        ]
    every = [*nodes, *graph.node]
    del graph.node[:]
    graph.node.extend(every)


def rounded(
    values: NDArray[np.float32], *, axis: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return integers of -127 to 127, and their scale along an axis, of as many dimensions."""
    others = tuple(i for i in range(values.ndim) if i != axis)
    scale = np.maximum(np.abs(values).max(others, keepdims=True), 1e-8) / 127
    return np.rint(values / scale).astype(np.int8), scale.astype(np.float32)
