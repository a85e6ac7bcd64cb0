# The same fusion, asked for by an operator in the middle of it, stops the run.
rewrite decomposed_clip_float32.tflite -o missing.tflite --fuse-hard-swish --operator 2 --max-error-codes 0
status 1
