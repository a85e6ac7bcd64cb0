# a family left out
audit decomposed_folded_int8.tflite --ignore Q
