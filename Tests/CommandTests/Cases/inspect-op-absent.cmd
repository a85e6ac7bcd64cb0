# In the schema but not in the model: nothing to show, no error.
inspect digits_int8.tflite --op CONV_3D
