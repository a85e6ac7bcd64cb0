"""Checks certificates of split HARD_SWISH against LiteRT: compare_split.py TFLENS MODEL...

For every strategy, the new operators of each site and the old HARD_SWISH run alone in the runtime on
every input code, with the reference and default kernels. Tables and figures must match the
certificate. The whole model must still run.
"""

import os
import subprocess
import tempfile

import numpy as np
from ai_edge_litert.interpreter import Interpreter

import comparison
import part

STRATEGIES = ["auto", "relu6", "relu6-folded", "depthwise", "int16", "lookup", "lookup-micro",
              "float"]
# The limit for changes of codes on the sites of real models.
PROMISED = {"relu6": 1, "depthwise": 1, "int16": 1, "lookup": 0, "lookup-micro": 0}


def compare(found, tflens, path):
    """Compares the certificates of every strategy with the runtime."""
    old = None
    for strategy in STRATEGIES:
        with tempfile.TemporaryDirectory() as folder:
            split = os.path.join(folder, "split.tflite")
            ran = subprocess.run(
                [tflens, "rewrite", path, "-o", split, f"--split-hard-swish={strategy}",
                 "--format", "json", "--tables", "--max-error-codes", "255",
                 "--allow-unbounded"], capture_output=True, check=False)
            if ran.returncode != 0:
                found.differ("a split model", ran.stderr.decode(errors="replace"), f"$.{strategy}")
                continue
            document = comparison.json.loads(ran.stdout)
            changes = document["changes"]
            found.check(len(changes), document["summary"]["changes"], f"$.{strategy}.changes")
            old = old or part.read(path)
            if not changes:
                # Without a HARD_SWISH, no strategy has anything to split.
                if not has_hard_swish(old):
                    return
                continue
            new = part.read(split)
            for change in changes:
                check(found, change, old, new, f"$.{strategy}[{change['operator']}]")
                limit = PROMISED.get(change["strategy"])
                if limit is not None and change["certificate"]["kind"] == "codes":
                    worst = change["certificate"]["max_error_codes"]
                    found.check(True, worst <= limit, f"$.{strategy}.{worst}<={limit}")
            runs(found, path, split, f"$.{strategy}")


def has_hard_swish(model):
    """Returns whether a model has a HARD_SWISH."""
    number = part.litert.BuiltinOperator.HARD_SWISH
    return any(number in (code.builtinCode, code.deprecatedBuiltinCode) for code in model.operatorCodes or [])


def check(found, change, old, new, place):
    """Compares one site."""
    site = old.subgraphs[change["subgraph"]].operators[change["operator"]]
    source, result = int(site.inputs[0]), int(site.outputs[0])
    before, _ = part.between(old, change["subgraph"], source, result)
    after, codes = part.between(new, change["subgraph"], source, result)
    names = [part.litert.BuiltinOperator.__dict__[name] for name in change["operators"]]
    builtin = [max(new.operatorCodes[c].builtinCode, new.operatorCodes[c].deprecatedBuiltinCode)
               for c in codes]
    found.check(names, builtin, f"{place}.operators")
    certificate = change["certificate"]
    tensors = old.subgraphs[change["subgraph"]].tensors
    if tensors[source].type not in part.CODES:
        check_float(found, certificate, before, after, place)
        return
    factor = 6 if change["strategy"] == "relu6-folded" else 1
    for resolver, figures in [(part.REFERENCE, certificate),
                              (part.DEFAULT, certificate["default_path"])]:
        if figures is None:
            continue
        values = all_codes(tensors[source])
        was = part.outputs(before, resolver, values)
        now = part.outputs(after, resolver, values)
        expected = {
            "max_error_codes": int(np.abs(now - was).max()),
            "mean_error_codes": float(np.abs(now - was).mean()),
            "codes_changed": int((now != was).sum()),
            "max_error_codes_vs_real": from_real(values, now, tensors[source], tensors[result]),
            "table": now.tolist()}
        for key, value in expected.items():
            found.check(value, type(value)(figures[key]), f"{place}.{resolver.name}.{key}")
    output = new.subgraphs[change["subgraph"]].tensors[result].quantization.scale[0]
    found.check(np.float32(factor) * np.float32(tensors[result].quantization.scale[0]),
                np.float32(output), f"{place}.output_scale")


def all_codes(tensor):
    info = np.iinfo(part.CODES[tensor.type])
    return np.arange(info.min, info.max + 1).astype(info.dtype)


def from_real(values, codes, source, result):
    """Returns the error of codes against the real function, rounded to codes."""
    scale, zero, _ = part.grid(source)
    x = np.float64(scale) * (values.astype(np.float64) - zero)
    real = x * np.clip(x + 3, 0, 6) / 6
    scale, zero, info = part.grid(result)
    position = real / np.float64(scale)
    nearest = np.trunc(position + np.copysign(0.5, position)) + zero
    return int(np.abs(np.clip(nearest, info.min, info.max) - codes).max())


def check_float(found, certificate, before, after, place):
    """Compares float splits on random floats in the certificate's range, with every kernel."""
    low, high = certificate["range"]
    random = np.random.default_rng(len(place))
    values = random.uniform(low, high, 100_000).astype(np.float32)
    found.check("bounded", certificate["basis"], f"{place}.basis")
    for resolver in (part.REFERENCE, part.BUILTIN, part.DEFAULT):
        was = part.spans(before, resolver, values).astype(np.float64)
        now = part.spans(after, resolver, values).astype(np.float64)
        distance = np.maximum(now[1] - was[0], was[1] - now[0])
        worst, ulps = distance.max(), (distance / np.spacing(np.abs(values))).max()
        found.check(True, bool(worst <= certificate["max_absolute_error"]),
                    f"{place}.{resolver.name}.max_absolute_error: {worst}")
        found.check(True, bool(ulps <= certificate["max_error_input_ulps"]),
                    f"{place}.{resolver.name}.max_error_input_ulps: {ulps}")


def runs(found, path, split, place):
    """Checks that a model that ran before still runs."""
    if allocates(path):
        found.check(True, allocates(split), f"{place}.runs")


def allocates(path):
    """Returns whether LiteRT prepares a model; uses a child process, because LiteRT may crash."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            Interpreter(model_path=path).allocate_tensors()
        except (ValueError, RuntimeError):
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    comparison.main(compare)
