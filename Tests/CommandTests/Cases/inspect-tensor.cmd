# One tensor, and the operators that touch it.
inspect digits_int8.tflite --tensor 50
