# Data as size and SHA-256.
dump decomposed_folded_int8.tflite --format json
