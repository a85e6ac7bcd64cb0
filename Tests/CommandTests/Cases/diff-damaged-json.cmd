# The same for programs.
diff digits_int8.tflite - --format json
status 3
input digits_int8.tflite 5000
