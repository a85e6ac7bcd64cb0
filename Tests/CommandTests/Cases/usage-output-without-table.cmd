# --output is for the table alone.
hardswish digits_int8.tflite --output t.csv
status 2
