# An input of another size.
memory digits_int8.tflite --shape 0=2,16,16,1 --pointer-bits 64
