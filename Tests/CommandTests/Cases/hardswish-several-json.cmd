# Several models are an array; one that cannot be read stands in its place.
hardswish two_signatures.tflite FIXTURES.md decomposed_folded_int8.tflite missing.tflite --format json
status 3
