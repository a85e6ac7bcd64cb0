# Every key, in the documented order.
inspect decomposed_folded_int8.tflite --format json
