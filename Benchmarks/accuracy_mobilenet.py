"""Makes a MobileNetV3-Small that a converter calibrated with data that is too wide, for accuracy.py.

usage: accuracy_mobilenet.py FOLDER

Needs accuracy-requirements.txt. The weights are random, from a fixed seed; batch normalization has the statistics of the
images, so that activations have usual ranges. Writes to FOLDER mobilenet_float32.tflite, mobilenet_wide_int8.tflite, whose
calibration images are 8 times too bright, and mobilenet_images.npz: 64 images for calibration (array `calibration`) and 32
others (array `images`).
"""

import pathlib
import sys

import keras
import numpy as np
import tensorflow as tf

SEED, SIZE, BRIGHT = 20261127, 96, 8


def smooth_images(random, count):
    """Images of blobs, from -1 to 1: noise of 12 by 12 pixels, enlarged."""
    coarse = random.uniform(-1, 1, (count, 12, 12, 3)).astype(np.float32)
    return tf.image.resize(coarse, (SIZE, SIZE), "bicubic").numpy().clip(-1, 1)


def main():
    folder = pathlib.Path(sys.argv[1])
    keras.utils.set_random_seed(SEED)
    random = np.random.default_rng(SEED)
    network = keras.applications.MobileNetV3Small(
        (SIZE, SIZE, 3), weights=None, classes=10, include_preprocessing=False, classifier_activation=None)
    images = smooth_images(random, 96)
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.5
    for _ in range(12):
        network(images[:64], training=True)
    calibration, test = images[:64], images[64:]
    np.savez(folder / "mobilenet_images.npz", calibration=calibration, images=test)

    def convert(data=None):
        converter = tf.lite.TFLiteConverter.from_keras_model(network)
        if data is not None:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
            converter.representative_dataset = lambda: ([image[None]] for image in data)
            converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        return converter.convert()

    (folder / "mobilenet_float32.tflite").write_bytes(convert())
    (folder / "mobilenet_int8.tflite").write_bytes(convert(calibration))
    (folder / "mobilenet_wide_int8.tflite").write_bytes(convert(calibration * BRIGHT))


if __name__ == "__main__":
    main()
