"""Builds a LiteRT-LM container with Google's own builder, and unpacks it with Google's own reader.

Usage: make_container.py OUTPUT FOLDER MODEL_TYPE=MODEL...
"""

import io
import sys

from litert_lm_builder import litertlm_builder, litertlm_core, litertlm_peek

output, folder, *models = sys.argv[1:]
builder = litertlm_builder.LitertLmFileBuilder()
builder.add_system_metadata(
    litertlm_builder.Metadata(key="Authors", value="tflens", dtype=litertlm_builder.DType.STRING))
with open(folder + ".spiece", "wb") as file:
    file.write(b"not a tokenizer" * 100)
builder.add_sentencepiece_tokenizer(folder + ".spiece")
for model in models:
    name, path = model.split("=", 1)
    builder.add_tflite_model(path, litertlm_builder.TfLiteModelType.get_enum_from_tf_free_value(name))
with litertlm_core.open_file(output, "wb") as stream:
    builder.build(stream)
litertlm_peek.peek_litertlm_file(output, folder, io.StringIO())
