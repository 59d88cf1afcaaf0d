"""Gives the padding before a convolution of an ONNX net to the convolution.

A padding of its own makes the runtime copy and reorder the largest maps: a third of a pass.
"""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper
from onnx.reference import ReferenceEvaluator


def fold_padding(model: onnx.ModelProto, picture: NDArray[np.float32]) -> None:
    """Replace each padding with zeros before a convolution by the convolution's own.

    picture: any input of the net, from which the paddings follow.
    """
    graph = model.graph
    paddings = {node.output[0]: node for node in graph.node if node.op_type == "Pad"}
    amounts = _values(model, [node.input[1] for node in paddings.values()], picture)
    for conv in graph.node:
        if conv.op_type != "Conv" or conv.input[0] not in paddings:
            continue
        padding = paddings[conv.input[0]]
        (own,) = (item for item in conv.attribute if item.name == "pads")
        around = amounts[padding.input[1]].reshape(2, -1)[:, 2:].ravel() + np.array(own.ints)
        conv.attribute.remove(own)
        conv.attribute.append(helper.make_attribute("pads", around.tolist()))
        conv.input[0] = padding.input[0]
    _remove_unused(graph)


def _values(
    model: onnx.ModelProto, names: list[str], picture: NDArray[np.float32]
) -> dict[str, NDArray[np.int64]]:
    """Return the values of integer tensors of the net."""
    wanted = onnx.ModelProto()
    wanted.CopyFrom(model)
    del wanted.graph.output[:]
    wanted.graph.output.extend(
        helper.make_tensor_value_info(name, onnx.TensorProto.INT64, None) for name in names
    )
    _remove_unused(wanted.graph)
    inputs = {wanted.graph.input[0].name: picture}
    return dict(zip(names, ReferenceEvaluator(wanted).run(None, inputs), strict=True))


def _remove_unused(graph: onnx.GraphProto) -> None:
    """Remove the nodes and weights on which no output depends."""
    needed = {value.name for value in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    weights = [item for item in graph.initializer if item.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(weights)
