# The certificate holds the whole table, for both kinds of kernels.
rewrite digits_int8.tflite -o missing.tflite --dry-run --split-hard-swish=int16 --operator 43 --format json
