# Nothing comes through standard input.
inspect -
status 3
input digits_int8.tflite 0
