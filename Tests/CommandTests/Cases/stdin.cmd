# - is standard input.
inspect - --op FULLY_CONNECTED
input digits_int8.tflite
