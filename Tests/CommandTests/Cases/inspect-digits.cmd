# A whole network as text.
inspect digits_int8.tflite
