# One tensor gets another grid, and what reads it follows.
rewrite digits_int8.tflite -o missing.tflite --dry-run --set-quantization 48=0.03,-110
