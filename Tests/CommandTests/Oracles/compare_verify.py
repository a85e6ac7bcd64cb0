"""Compares `tflens verify` with figures that numpy computes from the runtimes' arrays, all runs at once.

compare_verify.py TFLENS A.tflite B.tflite KERNELS [RUNTIME,RUNTIME]

Draws inputs as real numbers with A's quantization, and passes them to the tool in a file. A line that
begins with "same" says what was compared; any other line is a difference.
"""

import json
import subprocess
import sys
import tempfile

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = {
    "reference": OpResolverType.BUILTIN_REF,
    "builtin": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "default": OpResolverType.BUILTIN,
}
RUNS = 3


def grid(detail):
    """Returns the scale and zero point of a tensor; 0 and 0 if it has none."""
    scale, zero_point = detail["quantization"]
    return np.float64(np.float32(scale)), zero_point


def real(values, detail):
    scale, zero_point = grid(detail)
    return scale * (values.astype(np.float64) - zero_point) if scale else values.astype(np.float64)


def as_given(numbers, detail):
    scale, zero_point = grid(detail)
    if not scale:
        return numbers.astype(detail["dtype"])
    limits = np.iinfo(detail["dtype"])
    codes = np.floor(np.abs(numbers) / scale + 0.5) * np.sign(numbers) + zero_point
    return np.clip(codes, limits.min, limits.max).astype(detail["dtype"])


class Run:
    """Returns every tensor of a model, for a stack of inputs."""

    def __init__(self, path, kernels, samples):
        self.interpreter = Interpreter(
            model_path=path, experimental_op_resolver_type=RESOLVERS[kernels],
            experimental_preserve_all_tensors=True)
        self.interpreter.allocate_tensors()
        self.details = {d["index"]: d for d in self.interpreter.get_tensor_details()}
        given = self.interpreter.get_input_details()[0]
        self.values = {}
        for sample in samples(given):
            self.interpreter.set_tensor(given["index"], as_given(sample, given))
            self.interpreter.invoke()
            for index in self.details:
                try:
                    value = self.interpreter.get_tensor(index)
                except ValueError:
                    continue
                self.values.setdefault(index, []).append(np.array(value))


class MicroRun(Run):
    """Returns every tensor of the first subgraph, as TFLite Micro computes it."""

    def __init__(self, path, kernels, samples):
        super().__init__(path, "reference", samples)
        from tflite_micro import runtime

        micro = runtime.Interpreter.from_file(
            path, arena_size=64 << 20,
            intrepreter_config=runtime.InterpreterConfig.kPreserveAllTensors)
        given = self.interpreter.get_input_details()[0]
        # Of other tensors, it may have no data to return.
        made = {int(i) for op in self.interpreter._get_ops_details() for i in op["outputs"]}
        self.values = {}
        for sample in samples(given):
            micro.set_input(as_given(sample, given), 0)
            micro.invoke()
            for index in made:
                self.values.setdefault(index, []).append(
                    np.array(micro.GetTensor(index, 0)["tensor_data"]))


def figures(a, index_a, b, index_b):
    """Returns what the document should say about two tensors."""
    left, right = np.stack(a.values[index_a]), np.stack(b.values[index_b])
    detail_a, detail_b = a.details[index_a], b.details[index_b]
    scales = [s for s in (grid(detail_a)[0], grid(detail_b)[0]) if s]
    integers = left.dtype.kind != "f" and right.dtype.kind != "f"
    step = max(scales) if scales else 1.0 if integers else None
    left, right = real(left, detail_a), real(right, detail_b)
    if detail_a["dtype"] == np.float32 or detail_b["dtype"] == np.float32:
        left, right = (x.astype(np.float32).astype(np.float64) for x in (left, right))
    equal = (left == right) | (np.isnan(left) & np.isnan(right))
    distance = np.where(equal, 0.0, np.abs(left - right))
    if detail_a["dtype"] == detail_b["dtype"] and grid(detail_a) == grid(detail_b) and integers:
        equal = np.stack(a.values[index_a]) == np.stack(b.values[index_b])
    lengths = np.linalg.norm(left) * np.linalg.norm(right)
    return {
        "elements": distance.size,
        "max_abs": distance.max(),
        "max_codes": None if step is None else distance.max() / step,
        "mean_codes": None if step is None else distance.mean() / step,
        "equal_fraction": equal.mean(),
        "cosine": np.sum(left * right) / lengths if lengths else None,
    }


def made(run):
    """Returns the shapes of operator outputs by tensor name."""
    indices = {int(i) for op in run.interpreter._get_ops_details() for i in op["outputs"]}
    names = {}
    for index in sorted(indices & set(run.details)):
        detail = run.details[index]
        names.setdefault(detail["name"], []).append(tuple(detail["shape"]))
    names.pop("", None)
    return names


def check(place, found, expected):
    for name, value in expected.items():
        got = found[name]
        if value is None or got is None:
            same = value is got
        elif np.isnan(value):
            same = got == "NaN"
        else:
            same = not isinstance(got, str) and abs(got - value) <= 1e-9 * max(1, abs(value))
        if not same:
            yield "%s: %s is %s, numpy has %s" % (place, name, got, value)


def main(tool, path_a, path_b, kernels, runtimes="litert,litert"):
    run_a, run_b = (MicroRun if name == "tflm" else Run for name in runtimes.split(","))
    random = np.random.default_rng(5)
    stack = []

    def draw(detail):
        if stack:
            return stack
        scale, zero_point = grid(detail)
        for _ in range(RUNS):
            if scale:
                limits = np.iinfo(detail["dtype"])
                codes = random.integers(limits.min, limits.max + 1, detail["shape"])
                stack.append(scale * (codes - zero_point))
            else:
                stack.append(random.normal(size=detail["shape"]).astype(np.float32))
        return stack

    a = run_a(path_a, kernels, draw)
    b = run_b(path_b, kernels, draw)
    name = a.interpreter.get_input_details()[0]["name"]
    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        np.savez(file, **{name: np.stack(stack)})
        file.flush()
        done = subprocess.run(
            [tool, "verify", path_a, path_b, "--inputs", file.name, "--format", "json",
             "--runtimes", runtimes, "--python", sys.executable]
            + (["--kernels", kernels] if "litert" in runtimes else []), capture_output=True)
    if done.returncode not in (0, 1):
        print("status %d: %s" % (done.returncode, done.stderr.decode()))
        return
    document = json.loads(done.stdout)
    differences = []
    if document["runs"] != RUNS:
        differences.append("runs is %d instead of %d" % (document["runs"], RUNS))
    for one in document["outputs"] + document["tensors"]:
        index_a, index_b = one["a"]["tensor"], one["b"]["tensor"]
        if one["elements"] is not None:
            differences += check(one["name"], one, figures(a, index_a, b, index_b))

    made_a, made_b = made(a), made(b)
    covered = {a.details[one["a"]["tensor"]]["name"]
               for one in document["outputs"] + document["tensors"]}
    for name in sorted(set(made_a) & set(made_b) - covered):
        if len(made_a[name]) == 1 and made_a[name] == made_b[name]:
            differences.append("%s is not compared" % name)

    order = [one["name"] for one in sorted(
        document["outputs"] + document["tensors"],
        key=lambda one: -1 if one["operator"] is None else one["operator"])
        if one["equal_fraction"] is not None and one["equal_fraction"] < 1]
    first = document["first_divergence"] and document["first_divergence"]["name"]
    if first != (order[0] if order else None):
        differences.append("first_divergence is %s instead of %s" % (first, order[:1]))
    for line in differences:
        print(line)
    print("same %d outputs, %d tensors, first divergence %s" % (
        len(document["outputs"]), len(document["tensors"]), first))


if __name__ == "__main__":
    main(*sys.argv[1:])
