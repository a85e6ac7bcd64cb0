"""Ways to change a model in one place, by name.

Each takes the schema's object tree and a random generator, changes the tree and returns a description, or None
if there is nothing to change.
"""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

TYPES = {v: k for k, v in vars(schema.TensorType).items() if isinstance(v, int)}
CODES = {v: k for k, v in vars(schema.BuiltinOperator).items() if isinstance(v, int)}
SCALES = [0.0, -0.01, 1e-45, 1e-30, 1e-12, 1e-3, 1.0, 1e6, 1e30, float("inf"), float("nan")]
KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def _array(values, dtype=np.int32):
    return np.array(values if values is not None else [], dtype)


def _len(values):
    return 0 if values is None else len(values)


def _pick_op(model, draw, wanted=lambda op: True):
    """Returns a subgraph and an operator of the model."""
    pairs = [(g, op) for g in model.subgraphs for op in g.operators or [] if wanted(op)]
    return draw.choice(pairs) if pairs else (None, None)


def _pick_tensor(model, draw, wanted=lambda tensor: True):
    pairs = [(g, t) for g in model.subgraphs for t in g.tensors or [] if wanted(t)]
    return draw.choice(pairs) if pairs else (None, None)


def _code(model, op):
    code = model.operatorCodes[op.opcodeIndex]
    return CODES.get(max(code.builtinCode, code.deprecatedBuiltinCode), "?")


def _operands(op):
    return [i for i in list(_array(op.inputs)) + list(_array(op.outputs)) if i >= 0]


def _has_options(op):
    return op.builtinOptions is not None or op.builtinOptions2 is not None


def _fields(options):
    return [name for name in sorted(vars(options)) if isinstance(getattr(options, name), (int, float))]


@kind
def options_absent(model, draw):
    g, op = _pick_op(model, draw, _has_options)
    if op is None:
        return None
    op.builtinOptions = op.builtinOptions2 = None
    op.builtinOptionsType = op.builtinOptions2Type = 0
    return _code(model, op)


@kind
def options_of_another(model, draw):
    g, op = _pick_op(model, draw, lambda op: op.builtinOptions is not None)
    if op is None:
        return None
    names = [n for n in vars(schema.BuiltinOptions) if hasattr(schema, n + "T")]
    name = draw.choice(sorted(names))
    op.builtinOptionsType = getattr(schema.BuiltinOptions, name)
    op.builtinOptions = getattr(schema, name + "T")()
    return "%s gets %s" % (_code(model, op), name)


@kind
def option_value(model, draw):
    g, op = _pick_op(
        model, draw, lambda op: op.builtinOptions is not None and _fields(op.builtinOptions))
    if op is None:
        return None
    name = draw.choice(_fields(op.builtinOptions))
    old = getattr(op.builtinOptions, name)
    if isinstance(old, bool):
        new = not old
    elif isinstance(old, float):
        new = draw.choice([0.0, -1.0, 1e-40, 1e30, float("inf"), float("nan"), old * 2])
    else:
        new = draw.choice([0, -1, 1, 2, 3, 7, 100, old + 1, old - 1])
        if "Subgraph" not in name and draw.random() < 0.1:
            new = draw.choice([2 ** 31 - 1, -(2 ** 31)])
    setattr(op.builtinOptions, name, new)
    return "%s %s %s -> %s" % (_code(model, op), name, old, new)


@kind
def element_type(model, draw):
    g, tensor = _pick_tensor(model, draw)
    if tensor is None:
        return None
    old, tensor.type = tensor.type, draw.choice(sorted(TYPES))
    i = next(i for i, t in enumerate(g.tensors) if t is tensor)
    users = [_code(model, op) for op in g.operators or [] if i in _operands(op)]
    return "%s -> %s, tensor %d of %s" % (
        TYPES.get(old), TYPES[tensor.type], i, ",".join(users[:4]))


@kind
def input_absent(model, draw):
    g, op = _pick_op(model, draw, lambda op: _len(op.inputs))
    if op is None:
        return None
    op.inputs, at = _array(op.inputs).copy(), draw.randrange(len(op.inputs))
    op.inputs[at] = -1
    return "%s input %d" % (_code(model, op), at)


@kind
def input_dropped(model, draw):
    g, op = _pick_op(model, draw, lambda op: _len(op.inputs))
    if op is None:
        return None
    op.inputs = _array(op.inputs)[:-1]
    return _code(model, op)


@kind
def operand_added(model, draw):
    g, op = _pick_op(model, draw, lambda op: _operands(op))
    if op is None:
        return None
    side = draw.choice(["inputs", "outputs"])
    if side == "inputs":
        extra = draw.choice(_operands(op))
    else:
        extra = len(g.tensors)
        made = schema.TensorT()
        made.shape, made.type, made.buffer, made.name = _array([1]), 0, 0, b"extra"
        g.tensors.append(made)
    setattr(op, side, np.append(_array(getattr(op, side)), np.int32(extra)).astype(np.int32))
    return "%s %s" % (_code(model, op), side)


@kind
def inputs_swapped(model, draw):
    g, op = _pick_op(model, draw, lambda op: _len(op.inputs) > 1)
    if op is None:
        return None
    op.inputs = _array(op.inputs).copy()
    a, b = draw.sample(range(len(op.inputs)), 2)
    op.inputs[[a, b]] = op.inputs[[b, a]]
    return "%s %d and %d" % (_code(model, op), a, b)


@kind
def input_replaced(model, draw):
    """An input becomes another tensor that is already computed."""
    g, op = _pick_op(model, draw, lambda op: _len(op.inputs))
    if op is None:
        return None
    position = next(i for i, other in enumerate(g.operators) if other is op)
    ready = set(_array(g.inputs).tolist())
    ready |= {i for i, t in enumerate(g.tensors) if _len(model.buffers[t.buffer].data)}
    for earlier in g.operators[:position]:
        ready |= set(_array(earlier.outputs).tolist())
    op.inputs, at = _array(op.inputs).copy(), draw.randrange(len(op.inputs))
    op.inputs[at] = draw.choice(sorted(ready) or [0])
    return "%s input %d" % (_code(model, op), at)


@kind
def dimension(model, draw):
    g, tensor = _pick_tensor(model, draw, lambda t: _len(t.shape) and t.buffer == 0)
    if tensor is None:
        return None
    tensor.shape, at = _array(tensor.shape).copy(), draw.randrange(len(tensor.shape))
    old = tensor.shape[at]
    tensor.shape[at] = max(1, draw.choice([1, 2, 3, old + 1, old - 1, old * 2]))
    tensor.shapeSignature = None
    return "dimension %d, %d -> %d" % (at, old, tensor.shape[at])


@kind
def rank(model, draw):
    g, tensor = _pick_tensor(model, draw, lambda t: _len(t.shape))
    if tensor is None:
        return None
    shape = _array(tensor.shape).tolist()
    choice = draw.choice(["1 more in front", "1 more behind", "flat", "first two joined"])
    if choice == "1 more in front":
        new = [1] + shape
    elif choice == "1 more behind":
        new = shape + [1]
    elif choice == "flat" or len(shape) < 2:
        new = [int(np.prod(shape))]
    else:
        new = [shape[0] * shape[1]] + shape[2:]
    tensor.shape, tensor.shapeSignature = _array(new), None
    return "%s: %s -> %s" % (choice, shape, new)


@kind
def constant_values(model, draw):
    """An int32 constant (axes, shapes, paddings) gets other values."""
    def wanted(t):
        data = model.buffers[t.buffer].data
        return t.type == schema.TensorType.INT32 and 0 < _len(data) <= 64 and _len(data) % 4 == 0
    g, tensor = _pick_tensor(model, draw, wanted)
    if tensor is None:
        return None
    values = np.frombuffer(bytes(bytearray(model.buffers[tensor.buffer].data)), np.int32).copy()
    at = draw.randrange(len(values))
    old, values[at] = values[at], draw.choice([-7, -2, -1, 0, 1, 2, 3, 4, 5, 17])
    model.buffers[tensor.buffer].data = values.view(np.uint8)
    i = next(i for i, t in enumerate(g.tensors) if t is tensor)
    users = [_code(model, op) for op in g.operators or [] if i in _operands(op)]
    return "%s: %d -> %d" % (",".join(users[:3]), old, values[at])


def _quantized(tensor):
    return tensor.quantization is not None and _len(tensor.quantization.scale) > 0


@kind
def scale_value(model, draw):
    g, tensor = _pick_tensor(model, draw, _quantized)
    if tensor is None:
        return None
    scales, at = _array(tensor.quantization.scale, np.float32).copy(), 0
    at = draw.randrange(len(scales))
    old, scales[at] = scales[at], draw.choice(SCALES)
    tensor.quantization.scale = scales
    return "%s: %g -> %g" % (TYPES.get(tensor.type), old, scales[at])


@kind
def scale_factor(model, draw):
    g, tensor = _pick_tensor(model, draw, _quantized)
    if tensor is None:
        return None
    factor = draw.choice([0.5, 0.98, 1.0001, 1.05, 2, 16, 1000])
    tensor.quantization.scale = _array(tensor.quantization.scale, np.float32) * np.float32(factor)
    return "%s times %g" % (TYPES.get(tensor.type), factor)


@kind
def zero_point(model, draw):
    g, tensor = _pick_tensor(model, draw, lambda t: _quantized(t) and _len(t.quantization.zeroPoint))
    if tensor is None:
        return None
    points = _array(tensor.quantization.zeroPoint, np.int64).copy()
    at = draw.randrange(len(points))
    old, points[at] = points[at], draw.choice([-129, -128, -1, 0, 1, 3, 127, 128, 255, 300, 2 ** 40])
    tensor.quantization.zeroPoint = points
    return "%s: %d -> %d" % (TYPES.get(tensor.type), old, points[at])


@kind
def axis(model, draw):
    g, tensor = _pick_tensor(model, draw, _quantized)
    if tensor is None:
        return None
    tensor.quantization.quantizedDimension = draw.choice([-1, 1, 2, 3, 4, 100])
    return "%d scales on axis %d" % (
        len(tensor.quantization.scale), tensor.quantization.quantizedDimension)


@kind
def quantization_removed(model, draw):
    g, tensor = _pick_tensor(model, draw, _quantized)
    if tensor is None:
        return None
    tensor.quantization = None
    return TYPES.get(tensor.type)


@kind
def scale_count(model, draw):
    g, tensor = _pick_tensor(model, draw, _quantized)
    if tensor is None:
        return None
    q = tensor.quantization
    count = draw.choice([1, 2, len(q.scale) + 1, max(1, len(q.scale) - 1)] + _array(tensor.shape).tolist())
    q.scale = np.resize(_array(q.scale, np.float32), count)
    if draw.random() < 0.7:
        points = _array(q.zeroPoint, np.int64)
        q.zeroPoint = np.resize(points if len(points) else np.zeros(1, np.int64), count)
    return "%d" % count


@kind
def bias_removed(model, draw):
    g, op = _pick_op(model, draw, lambda op: _len(op.inputs) == 3 and _code(model, op) in (
        "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED"))
    if op is None:
        return None
    if draw.random() < 0.5:
        op.inputs = _array(op.inputs)[:2]
    else:
        op.inputs = np.append(_array(op.inputs)[:2], np.int32(-1)).astype(np.int32)
    return "%s, %d inputs" % (_code(model, op), len(op.inputs))


@kind
def data_cut(model, draw):
    used = [b for b in model.buffers[1:] if _len(b.data)]
    if not used:
        return None
    buffer = draw.choice(used)
    buffer.data = buffer.data[: draw.choice([0, 1, len(buffer.data) - 1, len(buffer.data) // 2])]
    return "%d bytes left" % len(buffer.data)


@kind
def operator_code(model, draw):
    g, op = _pick_op(model, draw)
    if op is None:
        return None
    old = _code(model, op)
    code = schema.OperatorCodeT()
    code.builtinCode = draw.choice(sorted(CODES))
    code.deprecatedBuiltinCode, code.version = min(127, code.builtinCode), 1
    op.opcodeIndex = len(model.operatorCodes)
    model.operatorCodes.append(code)
    return "%s -> %s" % (old, CODES[code.builtinCode])


@kind
def operator_dropped(model, draw):
    g, op = _pick_op(model, draw)
    if op is None:
        return None
    g.operators = [other for other in g.operators if other is not op]
    return _code(model, op)


@kind
def made_constant(model, draw):
    """A constant loses its data, so that it is a tensor without producer, or it uses another tensor's buffer."""
    g, tensor = _pick_tensor(model, draw, lambda t: _len(model.buffers[t.buffer].data))
    if tensor is None:
        return None
    tensor.buffer = draw.choice([0, draw.randrange(len(model.buffers))])
    return "buffer %d" % tensor.buffer
