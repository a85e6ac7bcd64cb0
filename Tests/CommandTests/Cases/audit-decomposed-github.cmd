# for workflows
audit decomposed_folded_int8.tflite missing.tflite --format github
status 3
