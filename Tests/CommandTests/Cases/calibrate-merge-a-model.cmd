# A model where ranges are expected.
calibrate digits_int8.tflite --merge
status 3
