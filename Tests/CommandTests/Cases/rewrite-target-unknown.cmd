# A target that there is not.
rewrite digits_int8.tflite -o missing.tflite --target abacus
status 2
