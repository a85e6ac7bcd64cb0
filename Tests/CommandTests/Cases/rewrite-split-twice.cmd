# Each of two splits runs: the second on what the first could not split.
rewrite digits_int8.tflite -o missing.tflite --dry-run --split-hard-swish=relu6-folded --split-hard-swish=relu6
