# One document, one line.
dump decomposed_folded_int8.tflite --format ndjson
