r"""Writes nets of the models folder for the camera page, which runs them in the browser.

    python -m training.capture.export

The graph becomes a JSON file of a few kinds of operations, which `api/static/capture/nets.js` runs;
the weights become 8-bit integers with one scale a channel of the output. Run it after every fit of
corners.onnx or eye.onnx; a test compares the SHA-256 that it notes.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

MODELS = Path("models")
OUT = Path("api/static/capture/nets")
OUTPUTS = {"corners": ("maps", "votes"), "eye": ("maps",)}
"""What the page looks at."""

Op = dict[str, Any]
Values = dict[str, NDArray[Any]]


class Weights:
    """The weights of a net, one after the other: float32 first, then the 8-bit integers."""

    def __init__(self) -> None:
        self.floats: list[NDArray[np.float32]] = []
        self.integers: list[NDArray[np.int8]] = []

    def add_floats(self, values: NDArray[Any]) -> list[int]:
        """Return begin and count of the floats."""
        begin = sum(one.size for one in self.floats)
        self.floats.append(values.astype(np.float32).ravel())
        return [begin, values.size]

    def add_integers(self, filters: NDArray[Any]) -> tuple[list[int], list[int]]:
        """Return where the integers of filters, outputs last, lie, and where their scales."""
        most = np.abs(filters).reshape(-1, filters.shape[-1]).max(0)
        scale = np.maximum(most, 1e-12) / 127
        begin = sum(one.size for one in self.integers)
        self.integers.append(np.rint(filters / scale).astype(np.int8).ravel())
        return [begin, filters.size], self.add_floats(scale)

    def bytes(self) -> bytes:
        """Return all of them, little-endian."""
        return b"".join(one.tobytes() for one in (*self.floats, *self.integers))


def export(name: str) -> None:
    """Write a net's JSON and weights."""
    file = MODELS / f"{name}.onnx"
    graph = onnx.load(file).graph
    values = _constants(graph)
    weights = Weights()
    ops = list(_ops(graph, values, weights, OUTPUTS[name]))
    floats = sum(one.size for one in weights.floats)
    net = {
        "source": hashlib.sha256(file.read_bytes()).hexdigest(),
        "input": graph.input[0].name,
        "outputs": OUTPUTS[name],
        "floats": floats,
        "ops": _fused(ops, OUTPUTS[name]),
    }
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_renamed(net), separators=(",", ":"))
    (OUT / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    (OUT / f"{name}.bin").write_bytes(weights.bytes())


def _constants(graph: onnx.GraphProto) -> Values:
    """Return initializers and constants, weights of 8 bits as floats."""
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            values[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
        elif node.op_type == "Cast" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]].astype(np.float32)
        elif node.op_type == "Mul" and all(one in values for one in node.input):
            values[node.output[0]] = values[node.input[0]] * values[node.input[1]]
    return values


def _ops(
    graph: onnx.GraphProto, values: Values, weights: Weights, outputs: tuple[str, ...]
) -> Iterator[Op]:
    needed, nodes = set(outputs), []
    for node in reversed(graph.node):
        if node.output[0] in needed and node.output[0] not in values:
            needed |= set(node.input)
            nodes.append(node)
    for node in reversed(nodes):
        yield {"out": node.output[0], **_op(node, values, weights)}


def _op(node: onnx.NodeProto, values: Values, weights: Weights) -> Op:
    """Return one operation; pictures are N × H × W × C. Raises ValueError for an unknown one."""
    given = {one.name: onnx.helper.get_attribute_value(one) for one in node.attribute}
    sources = [one for one in node.input if one and one not in values]
    plain = {"Relu": "relu", "Add": "add", "Slice": "swap", "ReduceMean": "mean", "Resize": "twice"}
    op: Op = {"op": plain.get(node.op_type, node.op_type.lower()), "in": sources}
    match node.op_type:
        case "Conv":
            op |= _conv(node, given, values, weights)
        case "Clip":
            assert [float(values[one]) for one in node.input[1:]] == [0, 6]
            op["op"] = "relu6"
        case "Slice":  # blue, green, red to red, green, blue
            assert [values[one].tolist()[0] for one in node.input[3:]] == [1, -1]
        case "ReduceMean":
            assert given["keepdims"]
            assert list(given["axes"]) == [2, 3]
        case "Resize":
            assert given["mode"] == b"nearest"
            assert values[node.input[2]].tolist() == [1, 1, 2, 2]
        case "Mul" | "Sub" | "Div":
            op["by"] = weights.add_floats(values[next(one for one in node.input if one in values)])
        case "Relu" | "Add":
            pass
        case _:
            raise ValueError(f"{node.op_type} is not known to nets.js.")
    return op


def _conv(node: onnx.NodeProto, given: Op, values: Values, weights: Weights) -> Op:
    filters, bias = values[node.input[1]], values[node.input[2]]
    depthwise = given["group"] > 1
    assert not depthwise or filters.shape[1] == 1
    rows, columns = filters.shape[2:]
    by_output = filters.transpose(2, 3, 1, 0)  # rows, columns, inputs, outputs
    integers, scales = weights.add_integers(by_output)
    top, left, bottom, right = given["pads"]
    return {
        "op": "depthwise" if depthwise else "conv",
        "size": [rows, columns, filters.shape[0] if depthwise else filters.shape[1]],
        "channels": filters.shape[0],
        "weights": integers,
        "scales": scales,
        "bias": weights.add_floats(bias),
        "stride": given["strides"][0],
        "dilation": given["dilations"][0],
        "pads": [[0, 0], [top, bottom], [left, right], [0, 0]],
    }


def _fused(ops: list[Op], outputs: tuple[str, ...]) -> list[Op]:
    """Join each convolution with the activation that alone uses it."""
    uses: dict[str, int] = {}
    for one in ops:
        for name in one["in"]:
            uses[name] = uses.get(name, 0) + 1
    kept: list[Op] = []
    by_output = {}
    for one in ops:
        before = by_output.get(one["in"][0]) if one["op"] in {"relu", "relu6"} else None
        alone = before and uses[before["out"]] == 1 and before["out"] not in outputs
        if alone and before["op"] in {"conv", "depthwise"}:
            before["activation"], before["out"] = one["op"], one["out"]
            by_output[one["out"]] = before
            continue
        kept.append(one)
        by_output[one["out"]] = one
    return kept


def _renamed(net: Op) -> Op:
    """Return the net with short names of what passes between the operations."""
    names = {name: name for name in (net["input"], *net["outputs"])}
    for one in net["ops"]:
        one["in"] = [names[name] for name in one["in"]]
        one["out"] = names.setdefault(one["out"], str(len(names)))
    return net


if __name__ == "__main__":
    for each in OUTPUTS:
        export(each)
