"""Writes docs/accuracy.md: what quantization costs, and what requantization recovers, from real runs in LiteRT.

usage: accuracy.py TFLENS PEERS [MODEL [PATHS]]

PEERS is the folder that accuracy_peers.py and accuracy_mobilenet.py wrote. MODEL is smart-gallery's mobilenetv3.tflite, and
PATHS custom_model_rf_keras.tflite of TensorFlow Lite Micro, which are not in this repository; their tables are left out without
them. Runs with the Python of Tests/requirements.txt.
"""

import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
FLOAT, INT8, TEST = FIXTURES / "digits_float32.tflite", FIXTURES / "digits_int8.tflite", FIXTURES / "digits_test.npz"
OTHER_RANGES = ROOT / "Tests/CommandTests/Oracles/other_ranges.py"
METHODS = ["minmax", "percentile=99.99", "mse", "entropy"]
# A conversion whose ranges are off by a factor, in words.
FACTORS = [("4", "four times too wide"), ("0.333333", "a third of what it should be")]
MOST_ROUNDS = 16

HEAD = """# Accuracy: what quantization costs, and what requantization recovers

`Benchmarks/accuracy.py` generates this page. It runs LiteRT {litert} on {machine}, with the reference kernels unless a column says
otherwise. *Top-1* counts the 450 test images of `fixtures/digits_test.npz`. *SQNR* is the signal-to-quantization-noise ratio of the
model's outputs in decibels, over all inputs together; the signal is the float model's outputs. Ranges were measured on the 300
training images that the converter was calibrated with, not on the test images. Differences of one or two images of 450 are noise. Every figure is measured; the test
suite checks the main ones against a tolerance.
"""

EQUALIZED = """## Equalized channels

The table gives the cosine similarity between the outputs of TensorFlow Lite Micro's custom_model_rf_keras.tflite with all layers
per-tensor and with per-channel weights. The model has two outputs; the lower cosine is shown. 30 pairs of its convolutions have nothing but RELU or PAD between them."""


class Runs:
    """The tool, in a folder of its own."""

    def __init__(self, tflens, folder):
        self.tflens, self.folder = tflens, folder

    def run(self, *arguments):
        done = subprocess.run([self.tflens, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True)
        # 1 is "the outputs differ".
        if done.returncode not in (0, 1):
            sys.exit(f"tflens {' '.join(map(str, arguments))}: {done.stderr}")
        return done.stdout

    def verify(self, a, b, *arguments):
        return json.loads(self.run("verify", a, b, "--python", sys.executable, "--format", "json", *arguments))

    def digits(self, model, *arguments):
        """The top-1 count and the SQNR of a model's outputs against those of the float model."""
        document = self.verify(FLOAT, model, "--inputs", TEST, "--std", "16", "--labels", TEST, *arguments)
        return document["accuracy"]["b_correct"], document["outputs"][0]["sqnr_db"], document

    def calibrate(self, model, inputs, output, *arguments):
        self.run("calibrate", model, "--inputs", inputs, "-o", output, "--force", "--python", sys.executable, *arguments)

    def requantize(self, model, output, ranges, method, *arguments):
        return self.run("rewrite", model, "-o", output, "--force", "--requantize", "activations", "--ranges", ranges,
                        "--method", method, "--change-io", *arguments)


def decibels(number):
    return "-" if number is None or isinstance(number, str) else f"{number:.1f}"


def row(title, top1, ratio):
    return f"| {title} | {top1} of 450 | {decibels(ratio)} |"


def digits(runs, peers):
    """Wrong ranges, and what brings the digits model back."""
    train = peers / "digits_train.npz"
    runs.calibrate(FLOAT, train, "float.json", "--std", "16")
    runs.calibrate(INT8, train, "own.json", "--std", "16")
    yield "| digits model | top-1 | SQNR (dB) |\n|---|---|---|"
    yield row("float", runs.digits(FLOAT)[0], None)
    yield row("int8 by TensorFlow 2.21.0 (the fixture)", *runs.digits(INT8)[:2])
    yield row("int8 by ai-edge-quantizer 0.10.0, the same float model and calibration",
              *runs.digits(peers / "ai_edge_quantizer.tflite")[:2])
    for factor, words in FACTORS:
        subprocess.run([sys.executable, OTHER_RANGES, "own.json", factor, "wrong.json"], cwd=runs.folder, check=True)
        runs.requantize(INT8, "wrong.tflite", "wrong.json", "minmax", "--allow-worse")
        yield row(f"**every range {words}**", *runs.digits("wrong.tflite")[:2])
        for method in METHODS:
            runs.requantize("wrong.tflite", "back.tflite", "float.json", method)
            yield row(f"... `--requantize activations --method {method}`, with the ranges of the float model",
                      *runs.digits("back.tflite")[:2])
        if float(factor) < 1:
            rounds, answer, model = 0, "", "wrong.tflite"
            while "no changes" not in answer and rounds < MOST_ROUNDS:
                runs.calibrate(model, train, "own2.json", "--std", "16")
                answer = runs.requantize(model, f"round{rounds}.tflite", "own2.json", "minmax")
                model, rounds = f"round{rounds}.tflite", rounds + 1
            yield row(f"... without a float model: `calibrate` and `--requantize --method minmax`, repeated {rounds} times",
                      *runs.digits(model)[:2])
    runs.run("rewrite", INT8, "-o", "per_tensor.tflite", "--force", "--per-tensor-weights")
    yield row("int8 with `--per-tensor-weights`", *runs.digits("per_tensor.tflite")[:2])


def ranking(runs, peers):
    """RMSE over scale, beside QuantizationDebugger's."""
    with open(peers / "quantization_debugger.csv") as file:
        theirs = {}
        for line in csv.DictReader(file):
            figure = math.sqrt(float(line["mean_squared_error"])) / float(line["scale"])
            # The debugger's model has a copy of each tensor, whose name has a 1 at its end.
            theirs[line["tensor_name"].removesuffix("1")] = figure
    _, _, document = runs.digits(INT8, "--rank", "45", "--kernels", "default")
    found = [(one, theirs[one["name"].removesuffix("1")]) for one in document["operators"]
             if one["own_error"] and one["name"].removesuffix("1") in theirs]
    yield ("`tflens verify --rank` and TensorFlow's QuantizationDebugger both rank "
           f"{len(found)} operators of the digits model; the table shows the ten that QuantizationDebugger ranks worst. RMSE/scale is the root mean square error divided by the output scale. "
           "In QuantizationDebugger's per-layer mode, a layer reads the tensors of the quantized model. For *own*, it reads "
           "the float model's tensors, rounded to the scales of its inputs, so the figure includes that rounding; *path* is the error in the "
           "whole model up to that operator.\n")
    yield "| operator | type | own RMSE/scale | path RMSE/scale | QuantizationDebugger RMSE/scale |\n|---|---|---|---|---|"
    for one, figure in sorted(found, key=lambda pair: -pair[1])[:10]:
        yield (f"| {one['operator']} | {one['op']} | {one['own_error']['rmse_over_scale']:.3f} "
               f"| {one['path_error']['rmse_over_scale']:.3f} | {figure:.3f} |")
    order = sorted(found, key=lambda pair: -pair[0]["own_error"]["rmse_over_scale"])[:10]
    both = {one["operator"] for one, _ in order} & {one["operator"] for one, _ in sorted(found, key=lambda pair: -pair[1])[:10]}
    yield f"\nOf the ten operators that each tool ranks worst (tflens by own RMSE/scale), {len(both)} are the same."


def wider(runs):
    """The error with wider types."""
    yield "`tflens verify --what-if` measured these figures. Only operators that have an int16 kernel in LiteRT can become int16.\n"
    yield "| digits model | SQNR (dB) |\n|---|---|"
    for choice in ("all=float", "all=int16"):
        document = runs.digits(INT8, "--what-if", choice)[2]
        result = document["what_if"]
        if choice == "all=float":
            yield f"| int8 | {decibels(document['outputs'][0]['sqnr_db'])} |"
        wide = result["outputs"][0]["sqnr_db"]
        note = ", with the int8 weight values" if choice == "all=float" else ""
        yield f"| `--what-if {choice}`: {len(result['widened'])} operators{note} | {decibels(wide)} |"


def mobilenet(runs, peers):
    """A MobileNetV3-Small whose converter saw images that are too bright."""
    with_arrays = peers / "mobilenet_images.npz"
    images, calibration = runs.folder / "images.npz", runs.folder / "calibration.npz"
    import numpy as np
    arrays = np.load(with_arrays)
    np.savez(images, images=arrays["images"])
    np.savez(calibration, images=arrays["calibration"])
    twin = peers / "mobilenet_float32.tflite"

    def ratio(model):
        return runs.verify(twin, model, "--inputs", images)["outputs"][0]["sqnr_db"]

    runs.calibrate(twin, calibration, "mobilenet.json")
    yield "| MobileNetV3-Small, 96 x 96, random weights | SQNR (dB) |\n|---|---|"
    yield f"| int8, calibrated with 64 images | {decibels(ratio(peers / 'mobilenet_int8.tflite'))} |"
    wide = peers / "mobilenet_wide_int8.tflite"
    yield f"| **int8, calibrated with images 8 times too bright** | {decibels(ratio(wide))} |"
    for method in METHODS:
        runs.requantize(wide, "mobilenet.tflite", "mobilenet.json", method)
        yield f"| ... `--requantize activations --method {method}` | {decibels(ratio('mobilenet.tflite'))} |"
    runs.requantize(wide, "mobilenet.tflite", "mobilenet.json", "mse", "--select", "by-gain", "--budget", "10")
    yield f"| ... `--method mse --select by-gain --budget 10` | {decibels(ratio('mobilenet.tflite'))} |"
    yield "\nThe new ranges are those of the float model. Every range is wrong here, so ten changes are not enough: every range that stays wrong distorts the outputs."


def per_tensor(runs, model):
    """Per-tensor weights of a MobileNetV3 with HARD_SWISH."""
    runs.run("rewrite", model, "-o", "all.tflite", "--force", "--per-tensor-weights")
    runs.run("rewrite", model, "-o", "some.tflite", "--force", "--per-tensor-weights", "--keep-per-channel", "auto")
    yield "| seed of 10 random inputs | cosine, all layers | cosine, `--keep-per-channel auto` |\n|---|---|---|"
    for seed in range(1, 6):
        all_layers, some = (
            runs.verify(model, new, "--runs", "10", "--seed", str(seed))["outputs"][0]["cosine"]
            for new in ("all.tflite", "some.tflite"))
        yield f"| {seed} | {all_layers:.4f} | {some:.4f} |"


def equalized(runs, model):
    """Per-tensor weights of a model whose channels can be equalized."""
    runs.run("rewrite", model, "-o", "plain.tflite", "--force", "--per-tensor-weights")
    runs.run("rewrite", model, "-o", "equalized.tflite", "--force", "--equalize-channels", "--per-tensor-weights")
    yield "| seed of 10 random inputs | cosine, without the pass | cosine, `--equalize-channels` |\n|---|---|---|"
    for seed in range(1, 6):
        plain, better = (
            min(output["cosine"] for output in runs.verify(model, new, "--runs", "10", "--seed", str(seed))["outputs"])
            for new in ("plain.tflite", "equalized.tflite"))
        yield f"| {seed} | {plain:.4f} | {better:.4f} |"


def machine():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "an unknown processor"


def main():
    tflens, peers = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(tflens, pathlib.Path(folder))
        litert = runs.digits(FLOAT)[2]["runtime"]["litert"]
        parts = [HEAD.format(litert=litert, machine=machine())]
        sections = [
            ("## Recovering from wrong ranges", digits(runs, peers)),
            ("## A model calibrated on too wide a range", mobilenet(runs, peers)),
            ("## Which layer causes the error", ranking(runs, peers)),
            ("## Error with wider types", wider(runs)),
        ]
        if len(sys.argv) > 3:
            sections.append((
                "## Per-tensor weights\n\nThe table gives the cosine similarity between the outputs of smart-gallery's "
                "mobilenetv3.tflite with per-tensor and with per-channel weights. In the second column, all 53 layers are "
                "per-tensor; in the third (`--keep-per-channel auto`), layers stay per-channel if a channel of their weights would "
                "have a signal-to-noise ratio below 20 dB. HARD_SWISH is not positively homogeneous, so channels cannot be "
                "equalized across it.",
                per_tensor(runs, pathlib.Path(sys.argv[3]).resolve())))
        if len(sys.argv) > 4:
            sections.append((EQUALIZED, equalized(runs, pathlib.Path(sys.argv[4]).resolve())))
        for title, lines in sections:
            parts += ["", title, "", *lines]
            print(title.splitlines()[0], file=sys.stderr)
        (ROOT / "docs/accuracy.md").write_text("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
