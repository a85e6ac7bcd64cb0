# The operator that is named is no HARD_SWISH.
rewrite digits_int8.tflite -o missing.tflite --split-hard-swish --operator 2
status 2
