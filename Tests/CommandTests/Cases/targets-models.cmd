# Several models: how much of each a target supports.
targets --model digits_int8.tflite --model decomposed_folded_int8.tflite
