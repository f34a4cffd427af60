"""The student as an ONNX file: int8 weights on disk, float32 arithmetic.

Matrices are kept as int8 with a scale per output channel (embeddings: per word) and expanded by DequantizeLinear when
onnxruntime loads the file, so no number depends on int8 kernels, which differ between processors, or on the scale of
whatever else is in a batch.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[np.float32]
FUSED = "com.microsoft"  # onnxruntime's own operators: a whole attention in one step
FUSED_KINDS = ("Attention", "MultiHeadAttention", "SkipLayerNormalization", "BiasGelu")


class Graph:
    """An ONNX graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: npt.ArrayLike, kind: str) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value, kind), name))
        return name

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: object) -> str:
        """Add an operation and return the name of its first output."""
        names = [f"n{len(self.nodes)}.{number}" for number in range(outputs)]
        domain = FUSED if kind in FUSED_KINDS else ""
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def matrix(self, weights: Array, axis: int, small: bool) -> str:
        """A matrix, as int8 with a scale for each place along `axis` where it is to be `small`."""
        if not small:
            return self.constant(weights, "f4")
        scale = np.maximum(np.abs(weights).max(1 - axis, keepdims=True), 1e-8) / 127
        whole = np.rint(weights / scale).astype("i1")
        return self.add("DequantizeLinear", self.constant(whole, "i1"), self.constant(scale.ravel(), "f4"), axis=axis)


def build(
    weights: dict[str, Array], layers: int, heads: int, small: bool = True, whole: bool = False
) -> onnx.ModelProto:
    """The network of ``networks.Student`` with these weights, for any number of layers and size.

    `whole` lets the last layer look from every token, and takes the means behind it.
    """
    graph = Graph()

    def linear(states: str, name: str) -> tuple[str, str]:
        """The product with a layer's matrix, and its bias, which the next operation adds."""
        product = graph.add("MatMul", states, graph.matrix(weights[f"{name}.weight"].T, 1, small))
        return product, graph.constant(weights[f"{name}.bias"], "f4")

    def joined(states: str, found: tuple[str, str], name: str) -> str:
        """The layer norm of the states and what was found, added."""
        norm = [graph.constant(weights[f"{name}.{kind}"], "f4") for kind in ("weight", "bias")]
        return graph.add("SkipLayerNormalization", found[0], states, *norm, found[1], epsilon=1e-12)

    def rest(states: str, attended: str, block: str) -> str:
        states = joined(states, linear(attended, f"{block}.mix"), f"{block}.norm")
        wide = graph.add("BiasGelu", *linear(states, f"{block}.widen"))
        return joined(states, linear(wide, f"{block}.narrow"), f"{block}.last")

    words = graph.add("Gather", graph.matrix(weights["words.weight"], 0, small), "ids")
    length = graph.add("Slice", graph.add("Shape", "ids"), *(graph.constant([n], "i8") for n in (1, 2)))
    zero = graph.constant([0], "i8")
    places = graph.add("Slice", graph.constant(weights["places.weight"], "f4"), zero, length, zero)
    norm = [graph.constant(weights[f"norm.{kind}"], "f4") for kind in ("weight", "bias")]
    states = graph.add("LayerNormalization", graph.add("Add", words, places), *norm, epsilon=1e-12)
    for number in range(layers if whole else layers - 1):
        block = f"blocks.{number}"
        three = [f"{block}.{name}" for name in ("query", "key", "value")]
        packed = np.concatenate([weights[f"{name}.weight"] for name in three]).T
        bias = graph.constant(np.concatenate([weights[f"{name}.bias"] for name in three]), "f4")
        attended = graph.add(
            "Attention", states, graph.matrix(packed, 1, small), bias, "mask", num_heads=heads, mask_filter_value=-1e4
        )
        states = rest(states, attended, block)
    pooled = graph.add("MatMul", "read", states)
    if not whole:
        block = f"blocks.{layers - 1}"
        query, key, value = (
            graph.add("Add", *linear(pooled if name == "query" else states, f"{block}.{name}"))
            for name in ("query", "key", "value")
        )
        attended = graph.add(
            "MultiHeadAttention", query, key, value, "", "mask", num_heads=heads, mask_filter_value=-1e4
        )
        pooled = rest(pooled, attended, block)
    pooled = graph.add("Flatten", pooled)
    for head in ("polarity", "holder"):
        matrix = graph.constant(weights[f"{head}.weight"].T, "f4")
        graph.nodes.append(
            helper.make_node("Gemm", [pooled, matrix, graph.constant(weights[f"{head}.bias"], "f4")], [head])
        )
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "tokens"]),
        helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "tokens"]),
        helper.make_tensor_value_info("read", TensorProto.FLOAT, ["batch", 2, "tokens"]),
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", size])
        for name, size in (("polarity", 3), ("holder", 2))
    ]
    whole = helper.make_graph(graph.nodes, "stance", inputs, outputs, graph.constants)
    versions = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(whole, opset_imports=versions, ir_version=10)


def export(weights: dict[str, Array], layers: int, heads: int, path: Path) -> None:
    """Write the network with small weights."""
    onnx.save(build(weights, layers, heads), path)
