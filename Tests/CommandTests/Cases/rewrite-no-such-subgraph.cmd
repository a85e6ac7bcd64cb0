# A subgraph that is not there.
rewrite digits_int8.tflite --dry-run --split-hard-swish --subgraph 4
status 2
