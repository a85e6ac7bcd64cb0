# A file of inputs leaves nothing to draw.
verify digits_int8.tflite digits_int8.tflite --seed 1 --inputs digits_test.npz
status 2
