# One document, one line.
inspect decomposed_folded_int8.tflite --format ndjson
