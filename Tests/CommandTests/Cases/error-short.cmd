# Less than the first eight bytes.
inspect -
status 3
input digits_int8.tflite 6
