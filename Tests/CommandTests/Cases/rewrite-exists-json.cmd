# A program learns the same as a person.
rewrite digits_int8.tflite -o digits_float32.tflite --format json
status 3
