# A float operator is compared over a dense grid.
rewrite two_signatures.tflite -o missing.tflite --dry-run --split-hard-swish=relu6
