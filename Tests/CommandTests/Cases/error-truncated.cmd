# Cut in the middle: where, and what to do.
inspect -
status 3
input digits_int8.tflite 40000
