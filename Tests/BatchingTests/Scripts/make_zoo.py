"""Makes distinct small models: `make_zoo.py FOLDER COUNT`.

Each is a fixture with its own scales and description, so that rules have
different findings in different models. Every 50th is truncated in the middle. The
same arguments give the same bytes.
"""

import pathlib
import sys

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

FIXTURES = pathlib.Path(__file__).parents[3] / "fixtures"
SOURCES = ("decomposed_clip_int8", "decomposed_folded_int8",
           "near_miss_slope_int8", "two_signatures")


def variant(source, number):
    """Returns a variant of the model `source`, different for each number."""
    model = schema.ModelT.InitFromPackedBuf(source, 0)
    model.description = f"variant {number}"
    for subgraph in model.subgraphs:
        for tensor in subgraph.tensors:
            table = tensor.quantization
            if table is not None and table.scale is not None:
                table.scale = [scale * (1 + number % 97 / 8)
                               for scale in table.scale]
    builder = flatbuffers.Builder(len(source) + 1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    sources = [(FIXTURES / f"{name}.tflite").read_bytes() for name in SOURCES]
    for number in range(count):
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        model = variant(sources[number % len(sources)], number)
        if number % 50 == 49:
            model = model[:len(model) // 2]
        (place / f"{number:05}.tflite").write_bytes(model)


if __name__ == "__main__":
    main()
