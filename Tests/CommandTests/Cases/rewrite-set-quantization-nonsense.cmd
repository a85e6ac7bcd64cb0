# The argument is told apart before the model is read.
rewrite digits_int8.tflite -o missing.tflite --set-quantization 48=0.03
status 2
