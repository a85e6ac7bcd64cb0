# A float site has no codes.
hardswish digits_float32.tflite --operator 1 --table csv
status 2
