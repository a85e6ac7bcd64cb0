# One that cannot be read does not keep the others from it.
hardswish two_signatures.tflite FIXTURES.md decomposed_folded_int8.tflite
status 3
