# the document
audit decomposed_folded_int8.tflite --format json
