# notes fail no build
audit decomposed_folded_int8.tflite
