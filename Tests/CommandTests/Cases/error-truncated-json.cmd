# The same for programs.
hardswish - --format json
status 3
input digits_int8.tflite 40000
