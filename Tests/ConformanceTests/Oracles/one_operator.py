"""Builds one-operator models, for most of the operators that LiteRT has kernels for.

`RECIPES` has, by name, operands and options with which LiteRT 2.3.0 runs each operator. Operands of type
`T` share one type: FLOAT32, unless the recipe or the caller of `build` chooses another.
"""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

TYPES = {k: v for k, v in vars(schema.TensorType).items() if isinstance(v, int)}
NUMPY = {
    "FLOAT32": np.float32, "FLOAT16": np.float16, "INT32": np.int32, "UINT8": np.uint8, "INT64": np.int64,
    "BOOL": np.bool_, "INT16": np.int16, "COMPLEX64": np.complex64, "INT8": np.int8, "FLOAT64": np.float64,
    "COMPLEX128": np.complex128, "UINT64": np.uint64, "UINT32": np.uint32, "UINT16": np.uint16,
    "BFLOAT16": np.uint16, "RESOURCE": np.int32, "FLOAT8_E4M3FN": np.uint8, "FLOAT8_E5M2": np.uint8,
}
PACKED = {"INT4": 4, "UINT4": 4, "INT2": 2}
# The operators that read the scales of intermediate tensors when they compute with integers.
INTEGER_LSTM = {"LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM"}
# The positions of biases.
BIASES = {"CONV_2D": 2, "DEPTHWISE_CONV_2D": 2, "FULLY_CONNECTED": 2, "TRANSPOSE_CONV": 3}
# Outputs fixed by the 8-bit specification: scale and zero point for INT8, then for INT16.
FIXED = {
    "LOGISTIC": ((1 / 256, -128), (1 / 32768, 0)), "SOFTMAX": ((1 / 256, -128), (1 / 32768, 0)),
    "TANH": ((1 / 128, 0), (1 / 32768, 0)), "LOG_SOFTMAX": ((16 / 256, 127), (1 / 2048, 0)),
    "L2_NORMALIZATION": ((1 / 128, 0), (1 / 32768, 0)),
}


class Operand:
    """A tensor of a recipe: its type, its shape, and its values if it is a constant."""

    def __init__(self, type, shape, values=None, **more):
        self.type, self.shape, self.values, self.more = type, list(shape), values, more


class Recipe:
    def __init__(self, inputs, outputs, options=None, fields=None, base="FLOAT32", version=1, seeds=()):
        self.inputs, self.outputs = inputs, outputs
        self.options, self.fields, self.base, self.version = options, fields or {}, base, version
        # Other sets of types, in operand order, with which the operator may run.
        self.seeds = list(seeds)

    @property
    def operands(self):
        return [o for o in self.inputs + self.outputs if o is not None]

    def types(self, base=None):
        return tuple((base or self.base) if o.type == "T" else o.type for o in self.operands)


RECIPES = {}
T = Operand


def add(names, *arguments, **named):
    for name in names.split():
        RECIPES[name] = Recipe(*arguments, **named)


X, I32, BOOL = [1, 4], "INT32", "BOOL"
IMAGE = [1, 4, 4, 4]
add("ABS CEIL COS ELU EXP FLOOR HARD_SWISH LOG LOGISTIC LOG_SOFTMAX NEG RELU RELU6 RELU_0_TO_1 "
    "RELU_N1_TO_1 ROUND RSQRT SIGN SIN SQRT SQUARE TANH ZEROS_LIKE", [T("T", X)], [T("T", X)])
add("GELU", [T("T", X)], [T("T", X)], "GeluOptions", {"approximate": False})
add("SOFTMAX", [T("T", X)], [T("T", X)], "SoftmaxOptions", {"beta": 1.0})
add("L2_NORMALIZATION", [T("T", X)], [T("T", X)], "L2NormOptions")
add("LEAKY_RELU", [T("T", X)], [T("T", X)], "LeakyReluOptions", {"alpha": 0.1})
add("LOGICAL_NOT", [T("T", X)], [T("T", X)], base=BOOL)
add("QUANTIZE", [T("FLOAT32", X)], [T("INT8", X)],
    seeds=[(a, b) for a in ("INT8", "UINT8", "INT16", "FLOAT32", "INT32") for b in (
        "INT8", "UINT8", "INT16", "INT32")])
add("DEQUANTIZE", [T("INT8", X)], [T("FLOAT32", X)], seeds=[(a, "FLOAT32") for a in TYPES])
add("CAST", [T("FLOAT32", X)], [T("INT32", X)], "CastOptions", seeds=[(a, b) for a in TYPES for b in TYPES])
add("COMPLEX_ABS REAL IMAG", [T("COMPLEX64", X)], [T("FLOAT32", X)], seeds=[("COMPLEX128", "FLOAT64")])
add("FAKE_QUANT", [T("T", X)], [T("T", X)], "FakeQuantOptions", {"min": -1.0, "max": 1.0, "numBits": 8})
add("BITCAST", [T("FLOAT32", X)], [T("INT32", X)], "BitcastOptions", seeds=[(a, b) for a in TYPES for b in TYPES])
add("SHAPE", [T("FLOAT32", X)], [T(I32, [2])], "ShapeOptions", {"outType": 2}, seeds=[(a, I32) for a in TYPES])
add("RANK", [T("FLOAT32", X)], [T(I32, [])], "RankOptions", seeds=[(a, I32) for a in TYPES])
add("WHERE", [T("BOOL", X)], [T("INT64", [1, 2])], "WhereOptions", seeds=[(a, "INT64") for a in TYPES])
add("UNIQUE", [T("T", [4])], [T("T", [4]), T(I32, [4])], "UniqueOptions", {"idxOutType": 2})
add("SQUEEZE", [T("T", [1, 4])], [T("T", [4])], "SqueezeOptions", {"squeezeDims": [0]})
add("DEPTH_TO_SPACE", [T("T", IMAGE)], [T("T", [1, 8, 8, 1])], "DepthToSpaceOptions", {"blockSize": 2})
add("SPACE_TO_DEPTH", [T("T", IMAGE)], [T("T", [1, 2, 2, 16])], "SpaceToDepthOptions", {"blockSize": 2})
add("LOCAL_RESPONSE_NORMALIZATION", [T("T", IMAGE)], [T("T", IMAGE)], "LocalResponseNormalizationOptions",
    {"radius": 1, "bias": 1.0, "alpha": 1.0, "beta": 0.5})
POOL = {"strideW": 2, "strideH": 2, "filterWidth": 2, "filterHeight": 2}
add("AVERAGE_POOL_2D MAX_POOL_2D L2_POOL_2D", [T("T", IMAGE)], [T("T", [1, 2, 2, 4])], "Pool2DOptions", POOL)
add("MATRIX_DIAG", [T("T", X)], [T("T", [1, 4, 4])], "MatrixDiagOptions")
add("MATRIX_SET_DIAG", [T("T", [4, 4]), T("T", [4])], [T("T", [4, 4])], "MatrixSetDiagOptions")
add("RANDOM_STANDARD_NORMAL RANDOM_UNIFORM", [T(I32, [2], [2, 3])], [T("FLOAT32", [2, 3])], "RandomOptions")
add("MULTINOMIAL", [T("FLOAT32", X), T(I32, [], [3])], [T("INT64", [1, 3])], "RandomOptions")
add("BUCKETIZE", [T("T", X)], [T(I32, X)], "BucketizeOptions", {"boundaries": [0.0, 1.0]})
add("SKIP_GRAM", [T("STRING", [1], 1)], [T("STRING", [1])], "SkipGramOptions", {"ngramSize": 1})

for name in ("ADD", "SUB", "MUL", "DIV"):
    add(name, [T("T", X), T("T", X, 1)], [T("T", X)], name.capitalize() + "Options")
add("FLOOR_DIV FLOOR_MOD POW MAXIMUM MINIMUM SQUARED_DIFFERENCE ATAN2 PRELU STABLEHLO_ADD STABLEHLO_MAXIMUM "
    "STABLEHLO_MINIMUM STABLEHLO_MULTIPLY", [T("T", X), T("T", X, 1)], [T("T", X)])
add("EQUAL NOT_EQUAL GREATER GREATER_EQUAL LESS LESS_EQUAL", [T("T", X), T("T", X, 1)], [T(BOOL, X)])
add("LOGICAL_AND LOGICAL_OR STABLEHLO_AND", [T("T", X), T("T", X, 1)], [T("T", X)], base=BOOL)
add("BITWISE_XOR RIGHT_SHIFT STABLEHLO_SHIFT_LEFT", [T("T", X), T("T", X, 1)], [T("T", X)], base=I32)
add("ADD_N", [T("T", X), T("T", X, 1)], [T("T", X)], "AddNOptions")
for name in ("ARG_MAX", "ARG_MIN"):
    add(name, [T("FLOAT32", X), T(I32, [], [1])], [T("INT64", [1])],
        "ArgMaxOptions" if name == "ARG_MAX" else "ArgMinOptions", {"outputType": 4})
add("BATCH_MATMUL", [T("T", [1, 2, 4]), T("T", [1, 4, 3])], [T("T", [1, 2, 3])], "BatchMatMulOptions",
    seeds=[("FLOAT32", "INT8", "FLOAT32"), ("INT16", "INT8", "INT16"), ("INT8", "INT8", "INT32")])
add("BATCH_TO_SPACE_ND", [T("T", [4, 1, 1, 1]), T(I32, [2], [2, 2]), T(I32, [2, 2], 0)],
    [T("T", [1, 2, 2, 1])], "BatchToSpaceNDOptions")
add("SPACE_TO_BATCH_ND", [T("T", [1, 2, 2, 1]), T(I32, [2], [2, 2]), T(I32, [2, 2], 0)],
    [T("T", [4, 1, 1, 1])], "SpaceToBatchNDOptions")
add("BROADCAST_ARGS", [T("T", [2], [1, 4]), T("T", [2], [3, 4])], [T("T", [2])], base=I32)
add("BROADCAST_TO", [T("T", X), T(I32, [2], [3, 4])], [T("T", [3, 4])], "BroadcastToOptions", version=2)
add("CONCATENATION", [T("T", X), T("T", X, 1)], [T("T", [1, 8])], "ConcatenationOptions", {"axis": 1})
CONV = {"strideW": 1, "strideH": 1, "dilationWFactor": 1, "dilationHFactor": 1}
HYBRID = [("INT8", "INT8", I32, "INT8"), ("UINT8", "UINT8", I32, "UINT8"), ("INT16", "INT8", "INT64", "INT16"),
          ("INT16", "INT8", I32, "INT16"), ("FLOAT32", "INT8", "FLOAT32", "FLOAT32"),
          ("FLOAT32", "UINT8", "FLOAT32", "FLOAT32"), ("FLOAT32", "INT4", "FLOAT32", "FLOAT32"),
          ("INT8", "INT4", I32, "INT8"), ("INT16", "INT4", I32, "INT16"), ("INT16", "INT4", "INT64", "INT16"),
          ("FLOAT32", "INT2", "FLOAT32", "FLOAT32"), ("INT8", "INT2", I32, "INT8")]
add("CONV_2D", [T("T", IMAGE), T("T", [2, 3, 3, 4], 1), T("T", [2], 1)], [T("T", [1, 4, 4, 2])],
    "Conv2DOptions", CONV, seeds=HYBRID)
add("DEPTHWISE_CONV_2D", [T("T", IMAGE), T("T", [1, 3, 3, 4], 1), T("T", [4], 1)], [T("T", IMAGE)],
    "DepthwiseConv2DOptions", dict(CONV, depthMultiplier=1), seeds=HYBRID)
add("FULLY_CONNECTED", [T("T", X), T("T", [2, 4], 1), T("T", [2], 1)], [T("T", [1, 2])],
    "FullyConnectedOptions", seeds=HYBRID)
add("TRANSPOSE_CONV", [T(I32, [4], [1, 8, 8, 2]), T("T", [2, 3, 3, 4], 1), T("T", IMAGE), T("T", [2], 1)],
    [T("T", [1, 8, 8, 2])], "TransposeConvOptions", {"strideW": 2, "strideH": 2}, version=3,
    seeds=[(I32, w, x, b, x) for x, w, b, _ in HYBRID])
CONV3 = {"strideD": 1, "strideW": 1, "strideH": 1, "dilationDFactor": 1, "dilationWFactor": 1,
         "dilationHFactor": 1}
add("CONV_3D", [T("T", [1, 2, 4, 4, 2]), T("T", [1, 2, 2, 2, 3], 1), T("T", [3], 1)], [T("T", [1, 2, 4, 4, 3])],
    "Conv3DOptions", CONV3)
add("CONV_3D_TRANSPOSE", [T(I32, [5], [1, 2, 4, 4, 3]), T("T", [1, 2, 2, 3, 2], 1), T("T", [1, 2, 4, 4, 2]),
                          T("T", [3], 1)], [T("T", [1, 2, 4, 4, 3])], "Conv3DOptions", CONV3)
add("CUMSUM", [T("T", X), T(I32, [], [1])], [T("T", X)], "CumsumOptions")
add("DILATE", [T("T", [2, 2]), T(I32, [2], [2, 2]), T("T", [1], 0)], [T("T", [3, 3])], "DilateOptions")
add("DYNAMIC_UPDATE_SLICE", [T("T", [4, 4]), T("T", [2, 2]), T(I32, [2], [0, 0])], [T("T", [4, 4])],
    "DynamicUpdateSliceOptions")
add("EMBEDDING_LOOKUP", [T(I32, [2]), T("T", [3, 4], 1)], [T("T", [2, 4])],
    seeds=[(I32, "INT8", "FLOAT32"), (I32, "UINT8", "FLOAT32"), (I32, "INT4", "FLOAT32")])
add("EMBEDDING_LOOKUP_SPARSE", [T(I32, [1], [0]), T(I32, [1, 1], [0]), T(I32, [1], [1]), T("FLOAT32", [1], 1),
                                T("FLOAT32", [3, 4], 1)], [T("FLOAT32", [1, 4])], "EmbeddingLookupSparseOptions")
add("EXPAND_DIMS", [T("T", X), T(I32, [], [0])], [T("T", [1, 1, 4])], "ExpandDimsOptions")
add("FILL", [T(I32, [2], [2, 3]), T("T", [])], [T("T", [2, 3])], "FillOptions")
add("GATHER", [T("T", [3, 4]), T(I32, [2], [0, 1])], [T("T", [2, 4])], "GatherOptions")
add("GATHER_ND", [T("T", [3, 4]), T(I32, [2, 1], [0, 1])], [T("T", [2, 4])], "GatherNdOptions")
add("HASHTABLE_LOOKUP", [T(I32, [2], [0, 1]), T(I32, [3], [0, 1, 2]), T("FLOAT32", [3, 4], 1)],
    [T("FLOAT32", [2, 4]), T("UINT8", [2])])
add("LSH_PROJECTION", [T("FLOAT32", [3, 2], 1), T(I32, [5]), T("FLOAT32", [5], 1)], [T(I32, [3])],
    "LSHProjectionOptions", {"type": 1})
add("MEAN SUM REDUCE_MAX REDUCE_MIN REDUCE_PROD", [T("T", IMAGE), T(I32, [2], [1, 2])], [T("T", [1, 1, 1, 4])],
    "ReducerOptions", {"keepDims": True})
add("REDUCE_ALL REDUCE_ANY", [T("T", IMAGE), T(I32, [2], [1, 2])], [T("T", [1, 1, 1, 4])], "ReducerOptions",
    {"keepDims": True}, base=BOOL)
add("MIRROR_PAD", [T("T", [2, 3]), T(I32, [2, 2], 1)], [T("T", [4, 5])], "MirrorPadOptions")
add("PAD", [T("T", [2, 3]), T(I32, [2, 2], 1)], [T("T", [4, 5])], "PadOptions")
add("PADV2", [T("T", [2, 3]), T(I32, [2, 2], 1), T("T", [1], 0)], [T("T", [4, 5])], "PadV2Options")
add("NON_MAX_SUPPRESSION_V4", [T("FLOAT32", [3, 4]), T("FLOAT32", [3]), T(I32, [], [2]), T("FLOAT32", [], [0.5]),
                               T("FLOAT32", [], [0.1])], [T(I32, [2]), T(I32, [])],
    "NonMaxSuppressionV4Options")
add("NON_MAX_SUPPRESSION_V5", [T("FLOAT32", [3, 4]), T("FLOAT32", [3]), T(I32, [], [2]), T("FLOAT32", [], [0.5]),
                               T("FLOAT32", [], [0.1]), T("FLOAT32", [], [0.1])],
    [T(I32, [2]), T("FLOAT32", [2]), T(I32, [])], "NonMaxSuppressionV5Options")
add("ONE_HOT", [T(I32, [2], [0, 1]), T(I32, [], [3]), T("T", [], [1]), T("T", [], [0])], [T("T", [2, 3])],
    "OneHotOptions", {"axis": -1})
add("PACK", [T("T", X), T("T", X, 1)], [T("T", [2, 1, 4])], "PackOptions", {"valuesCount": 2})
add("UNPACK", [T("T", [2, 4])], [T("T", [4]), T("T", [4])], "UnpackOptions", {"num": 2})
add("RANGE", [T("T", [], [0]), T("T", [], [4]), T("T", [], [1])], [T("T", [4])], "RangeOptions", base=I32)
add("RESHAPE", [T("T", X), T(I32, [2], [2, 2])], [T("T", [2, 2])], "ReshapeOptions")
add("RESIZE_BILINEAR", [T("T", IMAGE), T(I32, [2], [8, 8])], [T("T", [1, 8, 8, 4])], "ResizeBilinearOptions")
add("RESIZE_NEAREST_NEIGHBOR", [T("T", IMAGE), T(I32, [2], [8, 8])], [T("T", [1, 8, 8, 4])],
    "ResizeNearestNeighborOptions")
add("REVERSE_SEQUENCE", [T("T", [2, 4]), T(I32, [2], [2, 3])], [T("T", [2, 4])], "ReverseSequenceOptions",
    {"seqDim": 1})
add("REVERSE_V2", [T("T", [2, 4]), T(I32, [1], [1])], [T("T", [2, 4])], "ReverseV2Options")
add("RFFT2D", [T("FLOAT32", [4, 4]), T(I32, [2], [4, 4])], [T("COMPLEX64", [4, 3])], "Rfft2dOptions")
add("SCATTER_ND", [T(I32, [2, 1], [0, 2]), T("T", [2, 3]), T(I32, [2], [4, 3])], [T("T", [4, 3])],
    "ScatterNdOptions")
add("SEGMENT_SUM", [T("T", [3, 2]), T(I32, [3], [0, 0, 1])], [T("T", [2, 2])], "SegmentSumOptions")
add("SELECT SELECT_V2", [T(BOOL, X), T("T", X), T("T", X, 1)], [T("T", X)])
add("SLICE", [T("T", [3, 4]), T(I32, [2], [0, 1]), T(I32, [2], [2, 2])], [T("T", [2, 2])], "SliceOptions")
add("STRIDED_SLICE", [T("T", [3, 4]), T(I32, [2], [0, 1]), T(I32, [2], [2, 3]), T(I32, [2], [1, 1])],
    [T("T", [2, 2])], "StridedSliceOptions")
add("SPARSE_TO_DENSE", [T(I32, [2, 1], [0, 2]), T(I32, [1], [4]), T("T", [2], 1), T("T", [], [0])],
    [T("T", [4])], "SparseToDenseOptions")
add("SPLIT", [T(I32, [], [1]), T("T", [2, 4])], [T("T", [2, 2]), T("T", [2, 2])], "SplitOptions", {"numSplits": 2})
add("SPLIT_V", [T("T", [2, 4]), T(I32, [2], [1, 3]), T(I32, [], [1])], [T("T", [2, 1]), T("T", [2, 3])],
    "SplitVOptions", {"numSplits": 2})
add("TILE", [T("T", X), T(I32, [2], [2, 1])], [T("T", [2, 4])], "TileOptions")
add("TOPK_V2", [T("T", X), T(I32, [], [2])], [T("T", [1, 2]), T(I32, [1, 2])], "TopKV2Options")
add("TRANSPOSE", [T("T", [2, 3]), T(I32, [2], [1, 0])], [T("T", [3, 2])], "TransposeOptions")
add("UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_MIN UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_SUM",
    [T("T", [3, 2]), T(I32, [3], [0, 0, 1]), T(I32, [], [2])], [T("T", [2, 2])])
# Recurrent operators: weights and biases of each, and the types that go together. In an integer LSTM the state
# of the output is INT8 and that of the cell INT16.
F32 = "FLOAT32"


def _weights(*shape):
    return T(F32, shape, 1)


def _state(*shape):
    return T(F32, shape, None, variable=True)


def _recurrent(operands, weights, integer=None):
    """Sets of types: float, hybrid with INT8 or UINT8 weights, and one that is all integers where there is one."""
    sets = [tuple(kind if at in weights else F32 for at in range(len(operands))) for kind in ("INT8", "UINT8")]
    return sets + ([integer] if integer else [])


_RNN = [_weights(3, 4), _weights(3, 3), _weights(3)]
add("RNN", [T(F32, [1, 4])] + _RNN + [_state(1, 3)], [T(F32, [1, 3])], "RNNOptions",
    seeds=_recurrent(range(6), (1, 2)))
add("UNIDIRECTIONAL_SEQUENCE_RNN", [T(F32, [1, 2, 4])] + _RNN + [_state(1, 3)], [T(F32, [1, 2, 3])],
    "SequenceRNNOptions", seeds=_recurrent(range(6), (1, 2)))
add("BIDIRECTIONAL_SEQUENCE_RNN", [T(F32, [1, 2, 4])] + (_RNN + [_state(1, 3)]) * 2 + [None] * 3,
    [T(F32, [1, 2, 3]), T(F32, [1, 2, 3])], "BidirectionalSequenceRNNOptions",
    seeds=_recurrent(range(11), (1, 2, 5, 6)))
add("SVDF", [T(F32, [1, 4]), _weights(2, 4), _weights(2, 3), _weights(2), _state(1, 6)], [T(F32, [1, 2])],
    "SVDFOptions", {"rank": 1, "fusedActivationFunction": 1}, seeds=_recurrent(range(6), (1,)) + _recurrent(range(6), (1, 2)) + [
        ("INT8", "INT8", "INT16", "INT32", "INT16", "INT8"), ("INT8", "INT8", "INT8", "INT32", "INT8", "INT8")])
_GATES = [_weights(3, 4) for _ in range(4)] + [_weights(3, 3) for _ in range(4)] + [None] * 3 + [
    _weights(3) for _ in range(4)] + [None, None]
_STATES = [_state(1, 3), _state(1, 3)]
_INTEGER_LSTM = ("INT8",) * 9 + (I32,) * 4 + ("INT8", "INT16", "INT8")
add("UNIDIRECTIONAL_SEQUENCE_LSTM", [T(F32, [1, 2, 4])] + _GATES + _STATES + [None] * 4, [T(F32, [1, 2, 3])],
    "UnidirectionalSequenceLSTMOptions", {"fusedActivationFunction": 4},
    seeds=_recurrent(range(16), range(1, 9), integer=_INTEGER_LSTM))
add("LSTM", [T(F32, [1, 4])] + _GATES + _STATES + [None] * 4, [T(F32, [1, 3])], "LSTMOptions",
    {"fusedActivationFunction": 4}, seeds=_recurrent(range(16), range(1, 9), integer=_INTEGER_LSTM))
add("BIDIRECTIONAL_SEQUENCE_LSTM", [T(F32, [1, 2, 4])] + _GATES * 2 + _STATES * 2 + [None] * 9,
    [T(F32, [1, 2, 3]), T(F32, [1, 2, 3])], "BidirectionalSequenceLSTMOptions",
    {"fusedActivationFunction": 4, "timeMajor": False},
    seeds=_recurrent(range(31), list(range(1, 9)) + list(range(13, 21))))
add("STABLEHLO_GATHER", [T("T", [3, 4]), T("INT64", [2, 1], [0, 1])], [T("T", [2, 4])], "StablehloGatherOptions",
    {"offsetDims": [1], "collapsedSliceDims": [0], "startIndexMap": [0], "indexVectorDim": 1,
     "sliceSizes": [1, 4]})
add("STABLEHLO_PAD", [T("T", [2]), T("T", [], [0])], [T("T", [4])], "StablehloPadOptions",
    {"edgePaddingLow": [1], "edgePaddingHigh": [1], "interiorPadding": [0]})


def _bytes(type, shape, values):
    count = int(np.prod(shape)) if shape else 1
    values = np.resize(np.asarray(values), count)
    if type == "STRING":
        header = np.arange(count + 1, dtype=np.int32) + 4 * (count + 2)
        return np.concatenate([np.array([count], np.int32), header]).tobytes() + b"a" * count
    if type in PACKED:
        return bytes((count * PACKED[type] + 7) // 8)
    if type in NUMPY:
        return values.astype(NUMPY[type]).tobytes()
    return bytes(4 * count)


def _tensor(model, operand, type, name, position, is_output, quantize):
    made = schema.TensorT()
    made.shape, made.type = np.array(operand.shape, np.int32), TYPES[type]
    made.name, made.buffer = b"t%d" % position, 0
    made.isVariable = operand.more.get("variable", False)
    if operand.values is not None:
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(_bytes(type, operand.shape, operand.values), np.uint8)
        made.buffer = len(model.buffers)
        model.buffers.append(buffer)
    quantized = ["INT8", "UINT8", "INT16", "INT4", "INT2", "UINT4", "INT32"]
    if quantize and position == BIASES.get(name) and type in ("INT32", "INT64"):
        # The scale of a bias is input scale x weight scale.
        made.quantization = schema.QuantizationParametersT()
        made.quantization.scale = np.array([0.25 * 0.25], np.float32)
        made.quantization.zeroPoint = np.array([0], np.int64)
    elif quantize and (type in quantized[:-1] or quantize == "all" and type in quantized):
        scale, zero = 0.25, 128 if type == "UINT8" else 0
        if is_output and name in FIXED:
            (scale, zero), wide = FIXED[name]
            if type == "UINT8":
                zero += 128
            elif type == "INT16":
                scale, zero = wide
        made.quantization = schema.QuantizationParametersT()
        made.quantization.scale = np.array([scale], np.float32)
        made.quantization.zeroPoint = np.array([zero], np.int64)
    return made


def tree(name, types=None, quantize=True):
    """Returns the model's object tree; `types` are those of the operands, in order."""
    recipe = RECIPES[name]
    types = list(types or recipe.types())
    model = schema.ModelT()
    model.version, model.buffers = 3, [schema.BufferT()]
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs = [], [], []
    op = schema.OperatorT()
    op.opcodeIndex, op.inputs, op.outputs = 0, [], []
    for operand in recipe.inputs:
        if operand is None:
            op.inputs.append(-1)
            continue
        position = len(graph.tensors)
        op.inputs.append(position)
        graph.tensors.append(_tensor(model, operand, types[position], name, position, False, quantize))
        if operand.values is None and not operand.more:
            graph.inputs.append(position)
    for operand in recipe.outputs:
        position = len(graph.tensors)
        op.outputs.append(position)
        graph.tensors.append(_tensor(model, operand, types[position], name, position, True, quantize))
    graph.outputs = list(op.outputs)
    if name in INTEGER_LSTM and types[0] == "INT8":
        # What the gates come to, and the hidden state; an integer LSTM reads their scales.
        op.intermediates = []
        for type in ("INT16", "INT16", "INT16", "INT16", "INT8"):
            op.intermediates.append(len(graph.tensors))
            graph.tensors.append(_tensor(model, T(type, [0]), type, name, op.intermediates[-1], False, True))
    if recipe.options:
        options = getattr(schema, recipe.options + "T")()
        for field, value in recipe.fields.items():
            setattr(options, field, value)
        union = schema.BuiltinOptions2 if hasattr(schema.BuiltinOptions2, recipe.options) else schema.BuiltinOptions
        suffix = "2" if union is schema.BuiltinOptions2 else ""
        setattr(op, "builtinOptions%sType" % suffix, getattr(union, recipe.options))
        setattr(op, "builtinOptions" + suffix, options)
    code = schema.OperatorCodeT()
    code.builtinCode = getattr(schema.BuiltinOperator, name)
    code.deprecatedBuiltinCode, code.version = min(127, code.builtinCode), recipe.version
    model.operatorCodes, graph.operators, model.subgraphs = [code], [op], [graph]
    return model


def build(name, types=None, quantize=True):
    """Returns the model's bytes."""
    builder = flatbuffers.Builder(1024)
    builder.Finish(tree(name, types, quantize).Pack(builder), b"TFL3")
    return bytes(builder.Output())
