"""Random one-operator models: valid inputs for each operator, then at most one change.

`draw(name, random)` returns a Case of the operator; `names` lists the operators that have one.
"""
import math

F, I, L, B, C, S, U, X, K = "f i l b c s u x k".split()
# float32, int32, int64, bool, int8, int16, uint8, complex64, uint64


class Tensor:
    def __init__(self, shape, kind=F, data=None, variable=False, scale=None, fixed=False):
        self.shape, self.kind, self.data = list(shape), kind, data
        self.variable, self.fixed = variable, fixed  # The data of a fixed tensor is never changed.
        self.scale = 0.5 if scale is None and kind in "csu" else scale


class Case:
    def __init__(self, inputs, outputs=(F,), options=None, version=1, tune=(), **fields):
        self.inputs, self.version, self.fields, self.options = inputs, version, fields, options
        self.outputs = [o if isinstance(o, Tensor) else Tensor([], o) for o in outputs]
        self.tune = tune  # The options that may be changed.


def values(*numbers, kind=I, shape=None):
    return Tensor([len(numbers)] if shape is None else shape, kind, list(numbers))


def scalar(number, kind=I):
    return Tensor([], kind, [number])


def ranks(r, least=1, most=4):
    return [r.choice([1, 2, 2, 3, 4]) for _ in range(r.randint(least, most))]


def full(r, least=1, most=5):
    """Returns a shape of any rank, rarely one that few kernels support."""
    shape = ranks(r, least, most)
    return shape + ranks(r, 1, 4) if r.random() < 0.12 else shape


def broadcast(r, shape):
    """Returns a shape that broadcasts with another."""
    other = [d if r.random() < 0.7 else 1 for d in shape]
    return other[r.randint(0, len(other)):] if r.random() < 0.4 else other


cases = {}


def case(*names):
    def add(function):
        for name in names:
            cases[name] = lambda r, name=name: function(name, r)
        return function

    return add


@case("ABS", "EXP", "SQRT", "RSQRT", "SIN", "COS", "LOG", "NEG", "FLOOR", "CEIL", "ROUND", "SQUARE",
      "RELU", "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1", "LOGISTIC", "TANH", "ELU", "HARD_SWISH",
      "LEAKY_RELU", "GELU", "ZEROS_LIKE", "SIGN")
def unary(name, r):
    return Case([Tensor(full(r, 0))])


@case("SOFTMAX", "LOG_SOFTMAX", "L2_NORMALIZATION", "LOCAL_RESPONSE_NORMALIZATION")
def normalizing(name, r):
    options = {"SOFTMAX": ("SoftmaxOptions", {"beta": 1.0}), "LOG_SOFTMAX": ("LogSoftmaxOptions", {}),
               "L2_NORMALIZATION": ("L2NormOptions", {}),
               "LOCAL_RESPONSE_NORMALIZATION": ("LocalResponseNormalizationOptions", {"radius": 1})}
    shape = ranks(r, 4, 4) if name.startswith("LOCAL") else full(r, 1)
    return Case([Tensor(shape)], options=options[name])


@case("LOGICAL_NOT")
def logical_not(name, r):
    return Case([Tensor(full(r, 0), B)], [B])


@case("CAST", "QUANTIZE", "DEQUANTIZE", "FAKE_QUANT", "BITCAST", "REAL", "IMAG", "COMPLEX_ABS", "BUCKETIZE")
def converting(name, r):
    from_to = {"CAST": (F, I), "QUANTIZE": (F, C), "DEQUANTIZE": (C, F), "FAKE_QUANT": (F, F), "REAL": (X, F),
               "IMAG": (X, F), "COMPLEX_ABS": (X, F), "BUCKETIZE": (F, I),
               "BITCAST": r.choice([(F, I), (L, I), (I, L), (S, I), (F, C)])}[name]
    options = {"FAKE_QUANT": ("FakeQuantOptions", {"min": 0.0, "max": 6.0, "numBits": 8}),
               "BUCKETIZE": ("BucketizeOptions", {"boundaries": [0.0, 1.0]})}
    shape = full(r, 0)
    if name == "BITCAST" and from_to in [(I, L), (S, I)]:
        shape = ranks(r, 0, 3) + [2]
    return Case([Tensor(shape, from_to[0])], [from_to[1]], options=options.get(name))


@case("ADD", "SUB", "MUL", "DIV", "MAXIMUM", "MINIMUM", "SQUARED_DIFFERENCE", "POW", "FLOOR_DIV", "FLOOR_MOD",
      "EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL", "LOGICAL_AND", "LOGICAL_OR",
      "BITWISE_XOR", "RIGHT_SHIFT", "ATAN2", "PRELU", "STABLEHLO_ADD", "STABLEHLO_MULTIPLY", "STABLEHLO_MAXIMUM",
      "STABLEHLO_MINIMUM", "STABLEHLO_AND", "STABLEHLO_SHIFT_LEFT")
def binary(name, r):
    kind = r.choice({"LOGICAL_AND": [B], "LOGICAL_OR": [B], "BITWISE_XOR": [I, C], "RIGHT_SHIFT": [I, C],
                     "ATAN2": [F], "PRELU": [F, C], "STABLEHLO_AND": [B], "STABLEHLO_SHIFT_LEFT": [I],
                     "POW": [F, I], "FLOOR_DIV": [F, I], "FLOOR_MOD": [F, I], "DIV": [F, I],
                     "SQUARED_DIFFERENCE": [F, I, C], "MAXIMUM": [F, I, C], "MINIMUM": [F, I, C]}
                    .get(name, [F, I, C] if not name.startswith("STABLE") else [F, I]))
    to = B if name in ("EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL") else kind
    options = {"ADD": ("AddOptions", {}), "SUB": ("SubOptions", {}), "MUL": ("MulOptions", {}),
               "DIV": ("DivOptions", {})}
    left = full(r, 0)
    right = left if r.random() < 0.3 or name == "ATAN2" or name.startswith("STABLE") else broadcast(r, left)
    if r.random() < 0.4 and name != "PRELU":
        left, right = right, left
    one = math.prod(right) if kind in (I, F) else 0
    second = Tensor(right, kind, [1] * one if one and name in ("DIV", "FLOOR_DIV", "FLOOR_MOD", "POW") else None, fixed=True)
    return Case([Tensor(left, kind), second], [to], options=options.get(name))


@case("ADD_N")
def add_n(name, r):
    shape = full(r, 0)
    return Case([Tensor(shape) for _ in range(r.randint(2, 4))])


@case("SELECT", "SELECT_V2")
def select(name, r):
    shape = full(r, 0)
    x, y, c = shape, shape, shape
    if name == "SELECT_V2":
        x, y, c = broadcast(r, shape), broadcast(r, shape), broadcast(r, shape)
    elif r.random() < 0.5:
        c = r.choice([[], shape[:1]])
    return Case([Tensor(c, B), Tensor(x), Tensor(y)])


PADDING = ("padding", [0, 1])


@case("CONV_2D", "DEPTHWISE_CONV_2D")
def conv(name, r):
    n, h, w, channels, kh, kw = (r.choice(s) for s in ([1, 2], [3, 5, 8], [3, 4, 7], [1, 2, 4], [1, 2, 3], [1, 3]))
    out = r.choice([1, 2, 4]) * (channels if name[0] == "D" else 1)
    options = {"strideH": r.choice([1, 2, 3]), "strideW": r.choice([1, 2]), "padding": r.randint(0, 1),
               "dilationHFactor": r.choice([1, 1, 2]), "dilationWFactor": r.choice([1, 1, 2])}
    kind = r.choice([F, F, C])
    if name == "CONV_2D":
        groups = r.choice([g for g in (1, 2, 4) if channels % g == 0 and out % g == 0])
        filter, table = [out, kh, kw, channels // groups], "Conv2DOptions"
    else:
        filter, table = [1, kh, kw, out], "DepthwiseConv2DOptions"
        options["depthMultiplier"] = out // channels
    inputs = [Tensor([n, h, w, channels], kind), Tensor(filter, kind, [1] * math.prod(filter))]
    inputs.append(Tensor([out], F if kind == F else I, [0] * out, scale=None if kind == F else 0.25))
    return Case(inputs, [kind], (table, options), tune=[PADDING, ("strideH", [1, 9]), ("dilationWFactor", [3, 9]),
                                                         ("depthMultiplier", [1, 7])])


@case("TRANSPOSE_CONV")
def transpose_conv(name, r):
    n, h, w, channels, out = r.choice([1, 2]), r.randint(1, 4), r.randint(1, 4), r.choice([1, 3]), r.choice([1, 2])
    kh, kw, sh, sw, same = r.randint(1, 3), r.randint(1, 3), r.randint(1, 2), r.randint(1, 2), r.random() < 0.5
    to = [n, h * sh, w * sw, out] if same else [n, (h - 1) * sh + kh, (w - 1) * sw + kw, out]
    filter = [out, kh, kw, channels]
    inputs = [values(*to), Tensor(filter, F, [1] * math.prod(filter)), Tensor([n, h, w, channels])]
    if r.random() < 0.4:
        inputs.append(Tensor([out], F, [0] * out))
    return Case(inputs, options=("TransposeConvOptions", {"strideH": sh, "strideW": sw, "padding": 0 if same else 1}),
                version=3, tune=[PADDING, ("strideH", [1, 3])])


@case("CONV_3D", "CONV_3D_TRANSPOSE")
def conv_3d(name, r):
    n, d, h, w, a, b = r.choice([1, 2]), r.randint(1, 4), r.randint(2, 4), r.randint(2, 4), r.choice([1, 2]), r.choice([1, 2, 3])
    kd, kh, kw, s, same = r.randint(1, 2), r.randint(1, 2), r.randint(1, 2), r.randint(1, 2), r.random() < 0.5
    options = ("Conv3DOptions", {"strideD": s, "strideH": s, "strideW": 1, "padding": 0 if same else 1})
    tune = [PADDING, ("strideH", [1, 2, 5]), ("dilationHFactor", [1, 3])]
    if name == "CONV_3D":
        filter = [kd, kh, kw, a, b]
        return Case([Tensor([n, d, h, w, a]), Tensor(filter, F, [1] * math.prod(filter))], options=options, tune=tune)
    filter = [kd, kh, kw, b, a]
    to = [n, d * s, h * s, w, b] if same else [n, (d - 1) * s + kd, (h - 1) * s + kh, w - 1 + kw, b]
    return Case([values(*to), Tensor(filter, F, [1] * math.prod(filter)), Tensor([n, d, h, w, a])],
                options=options, tune=tune)


@case("AVERAGE_POOL_2D", "MAX_POOL_2D", "L2_POOL_2D")
def pool(name, r):
    options = {"strideH": r.choice([1, 2, 3]), "strideW": r.choice([1, 2]), "padding": r.randint(0, 1),
               "filterHeight": r.randint(1, 3), "filterWidth": r.randint(1, 3)}
    return Case([Tensor([r.choice([1, 2]), r.randint(3, 7), r.randint(3, 6), r.randint(1, 3)])],
                options=("Pool2DOptions", options),
                tune=[PADDING, ("filterHeight", [0, 8, 12]), ("strideW", [1, 4]), ("filterWidth", [-1, 9])])


@case("FULLY_CONNECTED")
def fully_connected(name, r):
    rows, depth, units = ranks(r, 1, 3), r.choice([2, 3, 4]), r.choice([1, 2, 5])
    kind = r.choice([F, F, C])
    inputs = [Tensor(rows + [depth], kind), Tensor([units, depth], kind, [1] * units * depth)]
    if r.random() < 0.6:
        inputs.append(Tensor([units], F if kind == F else I, [0] * units, scale=None if kind == F else 0.25))
    return Case(inputs, [kind], ("FullyConnectedOptions", {"keepNumDims": r.random() < 0.5}),
                tune=[("keepNumDims", [True, False])])


@case("BATCH_MATMUL")
def batch_matmul(name, r):
    outer, a, b, c = ranks(r, 0, 3), r.choice([1, 2, 3]), r.choice([2, 4]), r.choice([1, 3])
    x, y = r.random() < 0.3, r.random() < 0.3
    left = broadcast(r, outer) + ([b, a] if x else [a, b])
    right = broadcast(r, outer) + ([c, b] if y else [b, c])
    return Case([Tensor(left), Tensor(right)], options=("BatchMatMulOptions", {"adjX": x, "adjY": y}),
                tune=[("adjX", [True, False]), ("adjY", [True, False])])


@case("EMBEDDING_LOOKUP")
def embedding(name, r):
    table = [5] + ranks(r, 1, 3)
    return Case([values(*[r.randint(0, 4) for _ in range(r.randint(1, 4))]), Tensor(table, F, [1] * math.prod(table))])


@case("HASHTABLE_LOOKUP")
def hashtable_lookup(name, r):
    return Case([Tensor([r.randint(1, 3)], I), values(1, 2, 3), Tensor([3] + ranks(r, 0, 2))], [F, U])


@case("MEAN", "SUM", "REDUCE_PROD", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_ANY", "REDUCE_ALL")
def reduce(name, r):
    shape = full(r, 1)
    kind = B if name in ("REDUCE_ANY", "REDUCE_ALL") else r.choice([F, F, C] if name in ("MEAN", "SUM") else [F, I])
    axes = [r.randint(-len(shape), len(shape) - 1) for _ in range(r.randint(0, 3))]
    axis = values(*axes) if len(axes) != 1 or r.random() < 0.7 else scalar(axes[0])
    return Case([Tensor(shape, kind), axis], [kind], ("ReducerOptions", {"keepDims": r.random() < 0.5}),
                tune=[("keepDims", [True, False])])


@case("ARG_MAX", "ARG_MIN")
def arg(name, r):
    shape = full(r, 1)
    return Case([Tensor(shape), r.choice([scalar, values])(r.randint(-len(shape), len(shape) - 1))], [L],
                (name.title().replace("_", "") + "Options", {"outputType": 4}))


@case("CUMSUM")
def cumsum(name, r):
    shape = full(r, 1)
    return Case([Tensor(shape), scalar(r.randint(-len(shape), len(shape) - 1))], options=("CumsumOptions", {}))


@case("RESHAPE")
def reshape(name, r):
    shape = ranks(r, 1, 4)
    count, to = math.prod(shape), []
    while count > 1 and len(to) < 3:
        part = r.choice([d for d in range(1, count + 1) if count % d == 0])
        to.append(part)
        count //= part
    to.append(count)
    r.shuffle(to)
    if r.random() < 0.4:
        to[r.randrange(len(to))] = -1
    if r.random() < 0.3:
        return Case([Tensor(shape)], options=("ReshapeOptions", {"newShape": to}), tune=[("newShape", [[-1], [3, -1], [0]])])
    return Case([Tensor(shape), values(*to)], options=("ReshapeOptions", {"newShape": [1]}))


@case("SQUEEZE")
def squeeze(name, r):
    shape = full(r, 1)
    ones = [i for i, d in enumerate(shape) if d == 1]
    dims = r.sample(ones, r.randint(0, len(ones)))
    return Case([Tensor(shape)], options=("SqueezeOptions", {"squeezeDims": [d - len(shape) if r.random() < 0.3 else d for d in dims]}),
                tune=[("squeezeDims", [[0], [-1], [9], []])])


@case("EXPAND_DIMS")
def expand_dims(name, r):
    shape = full(r, 0)
    return Case([Tensor(shape), r.choice([scalar, values])(r.randint(-len(shape) - 1, len(shape)))])


@case("TRANSPOSE")
def transpose(name, r):
    shape = full(r, 1)
    perm = list(range(len(shape)))
    r.shuffle(perm)
    return Case([Tensor(shape), values(*[p - len(shape) if r.random() < 0.1 else p for p in perm])])


@case("CONCATENATION")
def concatenation(name, r):
    shape = full(r, 1)
    axis = r.randint(-len(shape), len(shape) - 1)
    inputs = []
    for _ in range(r.randint(1, 4)):
        part = list(shape)
        part[axis] = r.randint(1, 3)
        inputs.append(Tensor(part))
    return Case(inputs, options=("ConcatenationOptions", {"axis": axis}), tune=[("axis", [0, 1, -1, 4, -7])])


@case("PACK")
def pack(name, r):
    shape = full(r, 0)
    count = r.randint(1, 4)
    return Case([Tensor(shape) for _ in range(count)],
                options=("PackOptions", {"axis": r.randint(-len(shape) - 1, len(shape)), "valuesCount": count}),
                tune=[("axis", [1, -1, 6])])


@case("UNPACK")
def unpack(name, r):
    shape = full(r, 1)
    axis = r.randint(-len(shape), len(shape) - 1)
    return Case([Tensor(shape)], [F] * shape[axis], ("UnpackOptions", {"axis": axis, "num": shape[axis]}),
                tune=[("axis", [0, -1, 6])])


@case("SPLIT")
def split(name, r):
    shape = full(r, 1)
    axis, count = r.randint(-len(shape), len(shape) - 1), r.randint(1, 3)
    shape[axis] = count * r.randint(1, 2)
    return Case([scalar(axis), Tensor(shape)], [F] * count, ("SplitOptions", {"numSplits": count}))


@case("SPLIT_V")
def split_v(name, r):
    shape = full(r, 1)
    axis, sizes = r.randint(-len(shape), len(shape) - 1), [r.randint(1, 3) for _ in range(r.randint(1, 3))]
    shape[axis] = sum(sizes)
    if r.random() < 0.3:
        sizes[0] = -1
    return Case([Tensor(shape), values(*sizes), scalar(axis)], [F] * len(sizes), ("SplitVOptions", {"numSplits": len(sizes)}))


@case("SLICE")
def slicing(name, r):
    shape = full(r, 1)
    begin = [r.randint(0, d - 1) for d in shape]
    size = [-1 if r.random() < 0.3 else r.randint(1, d - b) for d, b in zip(shape, begin)]
    kind = r.choice([I, L])
    return Case([Tensor(shape), values(*begin, kind=kind), values(*size, kind=kind)])


@case("STRIDED_SLICE")
def strided_slice(name, r):
    shape = full(r, 1)
    used = r.randint(1, len(shape))
    begin = [r.randint(-d, d) for d in shape[:used]]
    end = [r.randint(-d - 1, d + 1) for d in shape[:used]]
    strides = [r.choice([1, 1, 2, -1]) for _ in range(used)]
    mask = lambda chance: sum(1 << i for i in range(used) if r.random() < chance)
    options = {"beginMask": mask(0.2), "endMask": mask(0.3), "shrinkAxisMask": mask(0.2), "newAxisMask": mask(0.1),
               "ellipsisMask": mask(0.1), "offset": False}
    return Case([Tensor(shape), values(*begin), values(*end), values(*strides)], options=("StridedSliceOptions", options),
                tune=[("beginMask", [0, 7]), ("endMask", [0, 3]), ("shrinkAxisMask", [0, 1, 2]), ("ellipsisMask", [1, 2])])


@case("PAD", "PADV2", "MIRROR_PAD")
def pad(name, r):
    shape = full(r, 1) if name != "MIRROR_PAD" else [d + 2 for d in ranks(r, 1, 4)]
    pads = [r.randint(0, 2) for _ in range(2 * len(shape))]
    kind = r.choice([I, L])
    inputs = [Tensor(shape), Tensor([len(shape), 2], kind, pads)]
    if name == "PADV2":
        inputs.append(Tensor([], F, [0]))
    options = ("MirrorPadOptions", {"mode": r.randint(0, 1)}) if name == "MIRROR_PAD" else None
    return Case(inputs, options=options)


@case("TILE", "BROADCAST_TO")
def tile(name, r):
    shape = full(r, 1)
    kind = r.choice([I, L])
    if name == "TILE":
        return Case([Tensor(shape), values(*[r.randint(1, 2) for _ in shape], kind=kind)])
    return Case([Tensor(broadcast(r, shape)), values(*shape, kind=kind)], version=2)


@case("FILL")
def fill(name, r):
    return Case([values(*full(r, 0), kind=r.choice([I, L])), Tensor([], F, [1])])


@case("RANGE")
def arange(name, r):
    kind, delta = r.choice([I, F, L]), r.choice([-3, -1, 1, 2])
    start = r.randint(-5, 5)
    if r.random() < 0.1:
        # What the caller gives cannot mend a step of 0.
        return Case([Tensor([], kind), Tensor([], kind), scalar(0, kind)], [kind])
    return Case([scalar(start, kind), scalar(start + delta * r.randint(0, 4) + r.randint(0, 1) * (delta > 0), kind), scalar(delta, kind)], [kind])


@case("SHAPE", "RANK")
def shape_of(name, r):
    return Case([Tensor(full(r, 0))], [I], ("ShapeOptions", {"outType": 2}) if name == "SHAPE" else None)


@case("ONE_HOT")
def one_hot(name, r):
    shape = full(r, 0)
    return Case([Tensor(shape, I), scalar(r.randint(1, 4)), Tensor([], F, [1]), Tensor([], F, [0])],
                options=("OneHotOptions", {"axis": r.randint(-1, len(shape))}), tune=[("axis", [0, 1, -2, 7])])


@case("GATHER")
def gather(name, r):
    shape = full(r, 1)
    axis = r.randrange(len(shape))
    batch = r.randint(0, min(axis, 2))
    where = shape[:batch] + ranks(r, 0, 2)
    return Case([Tensor(shape), Tensor(where, r.choice([I, L]))],
                options=("GatherOptions", {"axis": axis - len(shape) if r.random() < 0.2 else axis, "batchDims": batch}),
                tune=[("axis", [0, 1, -1, 6]), ("batchDims", [0, 1, -1, 5])])


@case("GATHER_ND", "SCATTER_ND")
def gather_nd(name, r):
    shape, outer = full(r, 1), ranks(r, 1, 2)
    depth = r.randint(1, len(shape))
    known = positions(r, math.prod(outer), shape[:depth]) if r.random() < 0.5 else None
    if name == "GATHER_ND":
        return Case([Tensor(shape), Tensor(outer + [depth], r.choice([I, L]), known)])
    return Case([Tensor(outer + [depth], I, known), Tensor(outer + shape[depth:]), values(*shape)])


def positions(r, count, shape):
    """Draws `count` positions in a shape, of which some may be outside."""
    low, high = (-1, 1) if r.random() < 0.3 else (0, 0)
    return [r.randint(low, d - 1 + high) for _ in range(count) for d in shape]


@case("DYNAMIC_UPDATE_SLICE")
def dynamic_update_slice(name, r):
    shape = full(r, 1)
    return Case([Tensor(shape), Tensor([r.randint(1, d) for d in shape]), Tensor([len(shape)], I)])


@case("REVERSE_V2")
def reverse(name, r):
    shape = full(r, 1)
    first = r.randrange(len(shape))
    return Case([Tensor(shape), values(*range(first, min(first + r.randint(1, 2), len(shape))))])


@case("REVERSE_SEQUENCE")
def reverse_sequence(name, r):
    shape = ranks(r, 2, 4)
    batch, seq = r.sample(range(len(shape)), 2)
    return Case([Tensor(shape), Tensor([shape[batch]], I)], options=("ReverseSequenceOptions", {"seqDim": seq, "batchDim": batch}),
                tune=[("seqDim", [0, 1, 5]), ("batchDim", [0, 1, 5])])


@case("SPACE_TO_DEPTH", "DEPTH_TO_SPACE")
def space_depth(name, r):
    block, n, h, w, c = r.randint(1, 3), 1, r.randint(1, 3), r.randint(1, 3), r.randint(1, 3)
    shape = [n, h * block, w * block, c] if name[0] == "S" else [n, h, w, c * block * block]
    return Case([Tensor(shape)], options=(("SpaceToDepthOptions" if name[0] == "S" else "DepthToSpaceOptions"), {"blockSize": block}),
                tune=[("blockSize", [0, 1, 2, 3, -1])])


@case("SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND")
def space_batch(name, r):
    spatial = r.randint(1, 2)
    blocks, rest = [r.randint(1, 2) for _ in range(spatial)], [r.randint(1, 3) for _ in range(spatial)]
    if name[0] == "S":
        pads = [0, 0] * spatial
        shape = [2] + [b * d for b, d in zip(blocks, rest)] + [2]
    else:
        pads = [r.randint(0, 1) if b * d > 1 and i == 0 else 0 for b, d in zip(blocks, rest) for i in (0, 1)]
        shape = [2 * math.prod(blocks)] + rest + [2]
    return Case([Tensor(shape), values(*blocks), Tensor([spatial, 2], I, pads)])


@case("RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR")
def resize(name, r):
    return Case([Tensor([r.randint(1, 2), r.randint(1, 4), r.randint(1, 4), 2]), values(r.randint(1, 5), r.randint(1, 5))],
                options=(name.title().replace("_", "") + "Options", {"alignCorners": False}))


@case("TOPK_V2")
def topk(name, r):
    shape = full(r, 1)
    return Case([Tensor(shape), r.choice([scalar, values])(r.randint(1, shape[-1]))], [F, I])


@case("UNIQUE")
def unique(name, r):
    return Case([Tensor([r.randint(1, 5)])], [F, I], ("UniqueOptions", {"idxOutType": 2}))


@case("WHERE")
def where(name, r):
    return Case([Tensor(full(r, 0), B)], [L])


@case("MATRIX_DIAG", "MATRIX_SET_DIAG")
def matrix_diag(name, r):
    shape = full(r, 2)
    if name == "MATRIX_DIAG":
        return Case([Tensor(shape)])
    return Case([Tensor(shape), Tensor(shape[:-2] + [min(shape[-2:])])])


@case("SEGMENT_SUM")
def segment_sum(name, r):
    ids = sorted([0] + [r.randint(0, 1) for _ in range(3)])
    shape = [4] + ranks(r, 0, 2)
    return Case([Tensor(shape, F, [1] * math.prod(shape)), values(*ids)])


@case("UNSORTED_SEGMENT_SUM", "UNSORTED_SEGMENT_PROD", "UNSORTED_SEGMENT_MAX", "UNSORTED_SEGMENT_MIN")
def unsorted(name, r):
    ids = [r.randint(0, 2) for _ in range(4)]
    return Case([Tensor([4] + ranks(r, 0, 2)), values(*ids), scalar(3)])


@case("SPARSE_TO_DENSE")
def sparse_to_dense(name, r):
    shape, count = ranks(r, 1, 4), r.randint(1, 3)
    known = positions(r, count, shape) if r.random() < 0.5 else None
    indices = Tensor([count, len(shape)] if len(shape) > 1 else [count], I, known)
    return Case([indices, values(*shape), Tensor(r.choice([[count], []])), Tensor([], F, [0])])


@case("BROADCAST_ARGS")
def broadcast_args(name, r):
    shape = ranks(r, 1, 3)
    return Case([values(*shape), values(*broadcast(r, shape))], [I])


@case("RFFT2D")
def rfft(name, r):
    return Case([Tensor(ranks(r, 0, 2) + [r.choice([2, 4]), r.choice([4, 8])]), values(r.choice([2, 4]), r.choice([4, 8]))], [X],
                ("Rfft2dOptions", {}))


@case("NON_MAX_SUPPRESSION_V4", "NON_MAX_SUPPRESSION_V5")
def nms(name, r):
    n = r.randint(1, 5)
    five = name.endswith("5")
    inputs = [Tensor([n, 4]), Tensor([n]), scalar(r.randint(0, 4)), scalar(0.5, F), scalar(0.1, F)]
    return Case(inputs + ([scalar(0.0, F)] if five else []), [I, F, I] if five else [I, I])


@case("RANDOM_UNIFORM", "RANDOM_STANDARD_NORMAL")
def random_values(name, r):
    return Case([values(*ranks(r, 1, 3))], options=("RandomOptions", {}))


@case("MULTINOMIAL")
def multinomial(name, r):
    return Case([Tensor([r.randint(1, 3), 4], F, [1] * 12), scalar(r.randint(1, 4))], [L], ("RandomOptions", {}))


@case("DILATE")
def dilate(name, r):
    shape = ranks(r, 1, 4)
    return Case([Tensor(shape), values(*[r.randint(1, 3) for _ in shape]), Tensor([], F, [0])])


@case("STABLEHLO_PAD")
def stablehlo_pad(name, r):
    shape = ranks(r, 1, 4)
    draw = lambda least, most: [r.randint(least, most) for _ in shape]
    return Case([Tensor(shape), Tensor([], F, [0])],
                options=("StablehloPadOptions", {"edgePaddingLow": draw(-1, 2), "edgePaddingHigh": draw(0, 2), "interiorPadding": draw(0, 2)}))


@case("REDUCE_WINDOW")
def reduce_window(name, r):
    shape = [r.randint(1, 5) for _ in range(r.randint(1, 4))]
    draw = lambda most: values(*[r.randint(1, most) for _ in shape], kind=L)
    return Case([Tensor(shape), Tensor([], F, [0]), draw(3), draw(2), draw(2)], options=("ReduceWindowOptions", {"reduceFunction": 1}))


@case("SVDF")
def svdf(name, r):
    batch, rank, units, depth, memory = r.randint(1, 2), r.randint(1, 2), r.randint(1, 3), r.randint(1, 4), r.randint(1, 4)
    filters = rank * units
    return Case([Tensor([batch, depth]), Tensor([filters, depth], F, [1] * filters * depth), Tensor([filters, memory], F, [1] * filters * memory),
                 Tensor([units], F, [0] * units), Tensor([batch, memory * filters], F, variable=True)],
                options=("SVDFOptions", {"rank": rank}), tune=[("rank", [1, 2, 3])])


@case("RNN", "UNIDIRECTIONAL_SEQUENCE_RNN")
def rnn(name, r):
    batch, time, units, depth, major = r.randint(1, 3), r.randint(1, 3), r.randint(1, 3), r.randint(1, 3), r.random() < 0.5
    sequence = name != "RNN"
    shape = ([time, batch] if major else [batch, time]) if sequence else [batch]
    return Case([Tensor(shape + [depth]), Tensor([units, depth], F, [1] * units * depth), Tensor([units, units], F, [1] * units**2),
                 Tensor([units], F, [0] * units), Tensor([batch, units], F, variable=True)],
                options=("SequenceRNNOptions", {"timeMajor": major}) if sequence else ("RNNOptions", {}))


@case("BIDIRECTIONAL_SEQUENCE_RNN")
def bidirectional_rnn(name, r):
    batch, time, depth, major, merge = r.randint(1, 3), r.randint(1, 3), r.randint(1, 3), r.random() < 0.5, r.random() < 0.5
    inputs = [Tensor(([time, batch] if major else [batch, time]) + [depth])]
    for units in (r.randint(1, 3), r.randint(1, 3)):
        inputs += [Tensor([units, depth], F, [1] * units * depth), Tensor([units, units], F, [1] * units**2),
                   Tensor([units], F, [0] * units), Tensor([batch, units], F, variable=True)]
    return Case(inputs + [None] * 3, [F] if merge else [F, F],
                ("BidirectionalSequenceRNNOptions", {"timeMajor": major, "mergeOutputs": merge}))


@case("LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM")
def lstm(name, r):
    batch, time, depth, cells, outs, major = r.randint(1, 3), r.randint(1, 3), r.randint(1, 3), r.randint(1, 3), r.randint(1, 3), r.random() < 0.5
    projection, cifg, sequence = r.random() < 0.5, r.random() < 0.3, name != "LSTM"
    if not projection:
        outs = cells
    constant = lambda *shape: Tensor(shape, F, [1] * math.prod(shape))
    gates = [None if cifg and i == 0 else constant(cells, depth) for i in range(4)]
    recurrent = [None if cifg and i == 0 else constant(cells, outs) for i in range(4)]
    biases = [None if cifg and i == 0 else constant(cells) for i in range(4)]
    shape = ([time, batch] if major else [batch, time]) if sequence else [batch]
    inputs = [Tensor(shape + [depth])] + gates + recurrent + [None] * 3 + biases
    inputs += [constant(outs, cells) if projection else None, None]
    inputs += [Tensor([batch, outs], F, variable=True), Tensor([batch, cells], F, variable=True)] + [None] * 4
    options = ("UnidirectionalSequenceLSTMOptions", {"timeMajor": major}) if sequence else ("LSTMOptions", {})
    return Case(inputs, options=(options[0], dict(options[1], fusedActivationFunction=4)))


names = sorted(cases)


def change(case, r):
    """Changes one shape, constant or option."""
    present = [t for t in case.inputs if t is not None]
    if not present:
        return
    what = r.random()
    if what < 0.2 and case.tune and case.options:
        field, choices = r.choice(list(case.tune))
        case.options[1][field] = r.choice(choices)
        return
    tensor = r.choice(present)
    if what < 0.45 and tensor.data and tensor.kind in (I, L) and not tensor.fixed:
        index = r.randrange(len(tensor.data))
        old = tensor.data[index]
        tensor.data[index] = r.choice([old + 1, old - 1, -old, 0, -1, 7, -5, 2 * old])
        return
    shape = tensor.shape
    kind = r.randrange(4)
    if kind == 0 and shape:
        shape.pop(r.randrange(len(shape)))
    elif kind == 1:
        shape.insert(r.randint(0, len(shape)), r.choice([1, 1, 2]))
    elif shape:
        at = r.randrange(len(shape))
        shape[at] = r.choice([shape[at] + 1, max(0, shape[at] - 1), 2 * shape[at], 1] + [0] * (r.random() < 0.3))
    if tensor.data is not None:
        tensor.data = [(tensor.data or [1])[i % max(1, len(tensor.data))] for i in range(math.prod(shape))]


def draw(name, r):
    case = cases[name](r)
    if r.random() < 0.55:
        change(case, r)
    return case
