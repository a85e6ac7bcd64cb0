# No strategy is the best one, and the model may follow at once.
rewrite --split-hard-swish digits_int8.tflite -o missing.tflite --dry-run --operator 43
