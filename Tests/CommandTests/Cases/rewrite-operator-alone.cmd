# --operator needs a pass to speak to.
rewrite digits_int8.tflite -o missing.tflite --operator 1
status 2
