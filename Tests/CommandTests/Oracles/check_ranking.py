"""Holds `tflens verify --rank` to numpy and to one-operator models that share no code with the tool.

check_ranking.py TFLENS FLOAT QUANTIZED TEST_SET RUNS

The models have one input of images divided by 16, and the same tensor names. A line that begins with "same"
says what was compared; any other line is a difference.
"""

import json
import pathlib
import subprocess
import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter

sys.path.append(str(pathlib.Path(__file__).parents[2] / "RewritingTests/Oracles"))
import single


def grid(detail):
    scale, zero_point = detail["quantization"]
    return np.float64(np.float32(scale)), zero_point


def codes(numbers, detail):
    scale, zero_point = grid(detail)
    if not scale:
        return numbers.astype(detail["dtype"])
    limits = np.iinfo(detail["dtype"])
    steps = np.sign(numbers) * np.floor(np.abs(numbers.astype(np.float64)) / scale + 0.5)
    return np.clip(steps + zero_point, limits.min, limits.max).astype(detail["dtype"])


def real(values, detail):
    scale, zero_point = grid(detail)
    numbers = scale * (values.astype(np.float64) - zero_point) if scale else values
    return numbers.astype(np.float32).astype(np.float64)


def load(**model):
    made = Interpreter(experimental_op_resolver_type=single.REFERENCE,
                       experimental_preserve_all_tensors=True, **model)
    made.allocate_tensors()
    return made


def measures(reference, found, detail):
    """Returns what the document should say, from arrays of all samples."""
    reference, found = np.stack(reference).astype(np.float64), real(np.stack(found), detail)
    squared = np.mean((reference - found) ** 2)
    scale = grid(detail)[0]
    return {
        "sqnr_db": 10 * np.log10(np.mean(reference ** 2) / squared) if squared else np.inf,
        "rmse_over_scale": np.sqrt(squared) / scale if scale else None,
        "max_abs": np.abs(reference - found).max(),
        "max_codes": np.abs(reference - found).max() / scale if scale else None,
    }


def collect(path_a, path_b, images):
    """Returns for each operator of B its reference, own and path values, sample by sample."""
    a, b, model = load(model_path=path_a), load(model_path=path_b), single.read(path_b)
    given_a, given_b = a.get_input_details()[0], b.get_input_details()[0]
    names = {one["name"]: one["index"] for one in a.get_tensor_details()}
    ends = {given_b["index"]: given_a["index"],
            b.get_output_details()[0]["index"]: a.get_output_details()[0]["index"]}
    details = {one["index"]: one for one in b.get_tensor_details()}
    twins = {index: ends.get(index, names.get(one["name"])) for index, one in details.items()}
    alone = [load(model_content=single.alone(model, index))
             for index in range(len(model.subgraphs[0].operators))]
    found = [([], [], []) for _ in alone]
    for image in images:
        sample = image.reshape(given_a["shape"])
        a.set_tensor(given_a["index"], sample.astype(np.float32))
        b.set_tensor(given_b["index"], codes(sample, given_b))
        a.invoke(), b.invoke()
        for runtime, op, (reference, own, path) in zip(alone, model.subgraphs[0].operators, found):
            for one in runtime.get_input_details():
                runtime.set_tensor(one["index"], codes(a.get_tensor(twins[one["index"]]), one))
            runtime.invoke()
            output = int(op.outputs[0])
            reference.append(np.array(a.get_tensor(twins[output])))
            own.append(np.array(runtime.get_tensor(output)))
            path.append(np.array(b.get_tensor(output)))
    return [(details[int(op.outputs[0])], *values)
            for op, values in zip(model.subgraphs[0].operators, found)]


def main(tool, path_a, path_b, test_set, runs):
    images = np.load(test_set)["images"][:int(runs)] / 16.0
    expected = collect(path_a, path_b, images)
    done = subprocess.run(
        [tool, "verify", path_a, path_b, "--inputs", test_set, "--std", "16", "--runs", runs,
         "--rank", "1", "--format", "json", "--python", sys.executable], capture_output=True)
    operators = json.loads(done.stdout)["operators"]
    if sorted(one["operator"] for one in operators) != list(range(len(expected))):
        print("the operators are %s" % [one["operator"] for one in operators])
    for one in operators:
        detail, reference, own, path = expected[one["operator"]]
        for kind, values in (("own", own), ("path", path)):
            for name, value in measures(reference, values, detail).items():
                if abs(one[kind + "_error"][name] - value) > 1e-6 * max(1, abs(value)):
                    print("operator %d: %s %s is %s, numpy has %s" % (
                        one["operator"], kind, name, one[kind + "_error"][name], value))
    ratios = [one["own_error"]["sqnr_db"] for one in operators]
    if ratios != sorted(ratios):
        print("the operators are not in order: %s" % ratios)
    print("same %d operators" % len(operators))


if __name__ == "__main__":
    main(*sys.argv[1:])
