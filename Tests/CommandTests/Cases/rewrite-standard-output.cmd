# A model is no stream: it is verified before it is there.
rewrite digits_int8.tflite -o -
status 2
