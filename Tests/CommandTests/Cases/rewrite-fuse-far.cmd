# A change that moves a code too far refuses the whole rewrite.
rewrite decomposed_division_int8.tflite -o missing.tflite --fuse-hard-swish --operator 3 --max-error-codes 0
status 1
