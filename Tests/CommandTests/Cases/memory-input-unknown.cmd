# A name that is no input.
memory digits_int8.tflite --shape picture=1,96,96,1
status 2
