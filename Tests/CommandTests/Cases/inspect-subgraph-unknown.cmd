# The message says how many there are.
inspect two_signatures.tflite --subgraph 2
status 2
