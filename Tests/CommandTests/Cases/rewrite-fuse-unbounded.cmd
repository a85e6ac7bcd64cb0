# A fusion of floats that only test runs compare is skipped under a limit.
rewrite decomposed_clip_float32.tflite -o missing.tflite --dry-run --fuse-hard-swish --max-error-codes 0
