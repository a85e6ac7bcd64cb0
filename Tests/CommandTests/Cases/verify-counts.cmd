# Models that are called differently cannot be compared.
verify digits_int8.tflite decomposed_folded_int8.tflite
status 3
