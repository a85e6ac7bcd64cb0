"""Compares the classes that two models predict: check_agreement.py OLD NEW COUNT

Draws images whose frequencies fall off as those of photos do, and runs both models on the same
numbers, in LiteRT's default kernels. Prints for how many images the class is the same, and the mean
cosine of the scores.
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter

SEED = 20_261_127


def image(random, height, width):
    """Returns an image from 0 to 1 whose amplitudes are 1/f."""
    rows, columns = np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None, :]
    falloff = np.maximum(np.hypot(rows, columns), 1 / max(height, width))[..., None]
    noise = random.normal(size=(height, width, 3)) + 0.7 * random.normal(size=(height, width, 1))
    planes = np.fft.ifft2(np.fft.fft2(noise, axes=(0, 1)) / falloff, axes=(0, 1)).real
    low, high = np.quantile(planes, [0.01, 0.99])
    return np.clip((planes - low) / (high - low), 0, 1)


def scores(model, values):
    given, found = model.get_input_details()[0], model.get_output_details()[0]
    kind, (scale, zero) = np.iinfo(given["dtype"]), given["quantization"]
    # The models' inputs are from -1 to 1.
    codes = np.clip(np.rint((2 * values - 1) / scale) + zero, kind.min, kind.max)
    model.set_tensor(given["index"], codes.astype(given["dtype"])[None])
    model.invoke()
    scale, zero = found["quantization"]
    return (model.get_tensor(found["index"]).astype(np.float64).ravel() - zero) * scale


def main(old, new, count):
    random, same, cosines = np.random.default_rng(SEED), 0, []
    models = [Interpreter(model_path=path) for path in (old, new)]
    for model in models:
        model.allocate_tensors()
    _, height, width, _ = models[0].get_input_details()[0]["shape"]
    for _ in range(int(count)):
        values = image(random, height, width)
        a, b = (scores(model, values) for model in models)
        same += int(a.argmax() == b.argmax())
        cosines.append(a @ b / np.sqrt((a @ a) * (b @ b)))
    print(f"{same} of {count} agree, mean cosine {np.mean(cosines):.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
