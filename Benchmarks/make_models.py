"""Makes the models that the benchmarks read: `make_models.py [--force]`.

mobilenet_v3_small_float32  10 MB, as the converter writes it
mobilenet_v3_small_int8      3 MB, quantized throughout
dense_500mb                125 dense layers of 1000 by 1000 float32 weights
dense_tiny                 the same graph with layers of 4 by 4
conv_500mb                 212 convolutions, 3 by 3, of 512 channels, int8 with
                           per-channel weights; 18 of them with HARD_SWISH

All weights are random with a fixed seed; their values do not affect reading.
Existing models are kept unless --force is given.
"""

import argparse
import contextlib
import functools
import io
import os
import pathlib

import numpy as np

from large_models import convolutions, dense

SEED = 20240607
FOLDER = pathlib.Path(__file__).parent / "models"


@functools.cache
def mobilenet():
    """Returns an untrained MobileNetV3-Small for 224x224 images."""
    import keras
    keras.utils.set_random_seed(SEED)
    return keras.applications.MobileNetV3Small(
        (224, 224, 3), weights=None, minimalistic=False,
        include_preprocessing=False)


def calibration():
    """Yields 16 random images with values from -1 to 1."""
    random = np.random.default_rng(SEED)
    for _ in range(16):
        yield [random.uniform(-1, 1, (1, 224, 224, 3)).astype(np.float32)]


def convert(number_type):
    """Returns MobileNetV3-Small as the bytes of a .tflite file."""
    import tensorflow as tf
    converter = tf.lite.TFLiteConverter.from_keras_model(mobilenet())
    if number_type == "int8":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = calibration
        converter.target_spec.supported_ops = [
            tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = tf.int8
        converter.inference_output_type = tf.int8
    # Keras prints every variable of the model that it exports.
    with contextlib.redirect_stdout(io.StringIO()):
        return converter.convert()


MODELS = {
    "mobilenet_v3_small_float32": lambda: convert("float32"),
    "mobilenet_v3_small_int8": lambda: convert("int8"),
    "dense_500mb": lambda: dense(1000),
    "dense_tiny": lambda: dense(4),
    "conv_500mb": lambda: convolutions(512),
}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--force", action="store_true", help="replace existing models")
    arguments = parser.parse_args()

    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Another order of summation changes the last bits: use one kind of kernel.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

    FOLDER.mkdir(exist_ok=True)
    for name, make in MODELS.items():
        path = FOLDER / f"{name}.tflite"
        if path.exists() and not arguments.force:
            continue
        part = path.with_suffix(".part")
        part.write_bytes(make())
        part.replace(path)
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
