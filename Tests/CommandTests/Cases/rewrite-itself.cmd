# --force does not make the model itself an output.
rewrite digits_int8.tflite -o ./digits_int8.tflite --force
status 3
