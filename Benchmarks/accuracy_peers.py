"""Asks TensorFlow's QuantizationDebugger and ai-edge-quantizer about the digits fixture, for accuracy.py.

usage: accuracy_peers.py FOLDER

Needs accuracy-requirements.txt. Writes to FOLDER:
  digits_train.npz               the 300 training images that the fixture's int8 model was calibrated with
  quantization_debugger.csv      what the debugger prints for each layer, over the 450 test images
  quantization_debugger.tflite   the int8 model that it quantizes, to be compared with the fixture
  ai_edge_quantizer.tflite       the same float model, quantized by ai-edge-quantizer
  ai_edge_quantizer.json         its SNR for each tensor, over the test images
"""

import json
import pathlib
import sys

import numpy as np
import tensorflow as tf
from ai_edge_quantizer import quantizer, recipe
from ai_edge_quantizer.utils.validation_utils import ValidationErrorMetric
from tensorflow.lite.python import convert
from tensorflow.lite.python.optimize import calibrator

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
sys.path.insert(0, str(FIXTURES))

import digits_model  # noqa: E402

CALIBRATION_COUNT = 300


def inputs(images):
    """The images as the float model takes them, one by one."""
    return [image[None] / np.float32(16) for image in images]


def debugger(model, train, test, folder):
    """Quantizes a float model as the converter does, and once more with an operator that checks each layer."""
    calibrated = calibrator.Calibrator(model).calibrate(lambda: ([one] for one in train))
    (folder / "quantization_debugger.tflite").write_bytes(convert.mlir_quantize(calibrated))
    found = tf.lite.experimental.QuantizationDebugger(
        quant_debug_model_content=convert.mlir_quantize(calibrated, enable_numeric_verify=True),
        debug_dataset=lambda: ([one] for one in test))
    found.run()
    with open(folder / "quantization_debugger.csv", "w") as file:
        found.layer_statistics_dump(file)


def edge_quantizer(path, train, test, folder):
    """Quantizes the same float model statically, and compares the tensors of both."""
    def named(ones):
        return {"serving_default": [{"image": one} for one in ones]}

    found = quantizer.Quantizer(str(path), recipe.static_wi8_ai8())
    made = found.quantize(found.calibrate(named(train)))
    made.export_model(str(folder / "ai_edge_quantizer.tflite"), overwrite=True)
    results = found.validate(named(test), error_metrics=[ValidationErrorMetric.SNR], use_xnnpack=False)
    tensors = {name: figures["snr"] for name, figures in results.get_all_tensor_results().items()}
    (folder / "ai_edge_quantizer.json").write_text(json.dumps(tensors, indent=1))


def main():
    folder = pathlib.Path(sys.argv[1])
    train, _, test, _ = digits_model.load_images()
    train = train[:CALIBRATION_COUNT]
    np.savez(folder / "digits_train.npz", images=train[..., 0])
    path = FIXTURES / "digits_float32.tflite"
    debugger(path.read_bytes(), inputs(train), inputs(test), folder)
    edge_quantizer(path, inputs(train), inputs(test), folder)


if __name__ == "__main__":
    main()
