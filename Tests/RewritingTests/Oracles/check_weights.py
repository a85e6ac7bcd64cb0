"""Checks weights with new scales against numpy and LiteRT: check_weights.py FOLDER

For each NAME.old.tflite, NAME.new.tflite and NAME.json in the folder: every weight changed by at most
half a new step (if a DEPTHWISE_CONV_2D gets one scale for many, by less than a step, and no weight's other
neighbour gives its channel a smaller error for inputs spread evenly from 0 up), no code is -128, biases are rounded to the nearest new step, the figures
of each certificate match the two files, and a model that ran before still runs.
"""

import json
import sys
from pathlib import Path

import numpy as np
import reader
from ai_edge_litert.interpreter import Interpreter, OpResolverType

# The positions of an operator's input, weights and bias.
PLACES = {"CONV_2D": (0, 1, 2), "DEPTHWISE_CONV_2D": (0, 1, 2), "FULLY_CONNECTED": (0, 1, 2),
          "TRANSPOSE_CONV": (2, 1, 3)}
KINDS = {2: np.int32, 3: np.uint8, 4: np.int64, 9: np.int8}
HALF = 0.5 + 1e-4


def scales(tensor):
    return np.array(tensor.quantization.scale, np.float64)


def codes(model, tensor):
    return model.data(tensor.buffer).view(KINDS[tensor.type]).reshape(tensor.shape)


def channels(tensor):
    """Returns the shape that broadcasts one number per scale over the tensor's codes."""
    shape = [1] * len(tensor.shape)
    if len(scales(tensor)) > 1:
        shape[tensor.quantization.quantizedDimension] = -1
    return shape


def real(model, tensor):
    """Returns the real values of a tensor's codes."""
    shape = channels(tensor)
    zero = np.array(tensor.quantization.zeroPoint, np.float64).reshape(shape)
    return (codes(model, tensor) - zero) * scales(tensor).reshape(shape)


def decibels(signal, noise):
    return np.inf if noise == 0 else 10 * np.log10(signal / noise)


def check_figures(was, now, old, figures):
    """Compares a certificate with the two files."""
    axes = tuple(range(was.ndim))
    if len(scales(old)) > 1:
        axes = tuple(i for i in axes if i != old.quantization.quantizedDimension)
        signal, noise = (was ** 2).sum(axes), ((was - now) ** 2).sum(axes)
        each = [decibels(*pair) for pair in zip(signal, noise)]
        assert np.isclose(each[figures["worst_channel"]], min(each)), (figures, min(each))
        assert np.isclose(figures["worst"], min(each)), (figures, min(each))
    total = decibels((was ** 2).sum(), ((was - now) ** 2).sum())
    assert np.isclose(figures["signal_to_noise"], total), (figures, total)
    assert np.isclose(figures["max_absolute"], np.abs(was - now).max()), figures


def check_rounding(steps, new, is_spread, index):
    """Checks the changes of weights, in new steps."""
    if not is_spread:
        assert np.abs(steps).max() <= HALF, (index, np.abs(steps).max())
        return
    assert np.abs(steps).max() < 1 + 1e-4, (index, np.abs(steps).max())
    # The mean of such inputs is 1/2 and their variance 1/12. What a code loses, its change gains.
    sums = steps.sum(axis=(0, 1, 2))
    move = np.sign(steps)
    gain = ((steps - move) ** 2 - steps ** 2) / 12 + ((sums - move) ** 2 - sums ** 2) / 4
    gain[np.abs(new + move) > 127] = 0
    assert gain.min() >= -1e-4, (index, gain.min())


def check(old, new, certificates):
    """Checks every operator of a pair; returns how many layers have a certificate."""
    pairs = [(s, a, b) for s, (a, b) in enumerate(zip(old.subgraphs, new.subgraphs))]
    seen = 0
    for s, before, after in pairs:
        for index, op in enumerate(before.operators):
            figures = certificates.get(f"{s}/{index}")
            if figures is None:
                continue
            seen += 1
            x, w, b = PLACES[old.op(op)]
            twin = after.operators[index]
            weights = before.tensors[op.inputs[w]], after.tensors[twin.inputs[w]]
            was, now = real(old, weights[0]), real(new, weights[1])
            step = scales(weights[1])
            steps = (was - now) / step.reshape(channels(weights[1]))
            is_spread = (
                old.op(op) == "DEPTHWISE_CONV_2D" and len(step) == 1 < len(scales(weights[0])))
            new_codes = codes(new, weights[1])
            check_rounding(steps, new_codes.astype(int), is_spread, index)
            assert new_codes.min() >= -127
            check_figures(was, now, weights[0], figures)
            if len(op.inputs) <= b or before.tensors[op.inputs[b]].type not in KINDS:
                continue
            (given,) = scales(before.tensors[op.inputs[x]])
            bias = before.tensors[op.inputs[b]], after.tensors[twin.inputs[b]]
            moved = codes(old, bias[0]) * scales(weights[0]) / step - codes(new, bias[1])
            assert np.abs(moved).max() <= HALF, (index, np.abs(moved).max())
            assert np.allclose(scales(bias[1]), given * step, rtol=1e-6, atol=0)
    assert seen == len(certificates), (seen, len(certificates))
    return seen


def runs(path):
    try:
        model = Interpreter(
            model_path=str(path), experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
        model.allocate_tensors()
        model.invoke()
        return True
    except (RuntimeError, ValueError):
        return False


def main():
    layers = 0
    for path in sorted(Path(sys.argv[1]).glob("*.old.tflite")):
        twin = path.with_name(path.name.replace(".old.", ".new."))
        facts = json.loads(path.with_name(path.name.replace(".old.tflite", ".json")).read_text())
        layers += check(reader.Model(path), reader.Model(twin), facts)
        assert runs(twin) or not runs(path), f"{path.name} does not run any more"
    print(f"{layers} layers")


if __name__ == "__main__":
    main()
