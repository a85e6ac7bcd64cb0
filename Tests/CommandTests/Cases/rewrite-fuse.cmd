# What a converter spelled out becomes one operator.
rewrite decomposed_division_int8.tflite -o missing.tflite --dry-run --fuse-hard-swish
