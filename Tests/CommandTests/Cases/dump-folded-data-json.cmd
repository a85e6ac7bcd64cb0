# Data as numbers.
dump decomposed_folded_int8.tflite --format json --data
