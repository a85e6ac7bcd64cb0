# for code hosts
audit decomposed_folded_int8.tflite --select Q038 --format sarif
