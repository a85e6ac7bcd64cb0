# a line for each model, and one that is not there
audit decomposed_folded_int8.tflite missing.tflite --format ndjson
status 3
