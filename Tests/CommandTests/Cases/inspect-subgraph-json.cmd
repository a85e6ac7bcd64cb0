# The same for programs.
inspect two_signatures.tflite --subgraph 1 --format json
