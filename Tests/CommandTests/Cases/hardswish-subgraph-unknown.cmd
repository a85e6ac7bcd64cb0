# The message says how many there are.
hardswish two_signatures.tflite --subgraph 2
status 2
