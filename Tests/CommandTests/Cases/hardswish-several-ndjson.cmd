# The same, a line a model.
hardswish two_signatures.tflite FIXTURES.md decomposed_folded_int8.tflite --format ndjson
status 3
