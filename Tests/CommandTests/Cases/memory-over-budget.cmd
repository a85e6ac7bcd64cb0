# A budget that the arena does not fit into: status 1.
memory digits_int8.tflite --budget 16k
status 1
