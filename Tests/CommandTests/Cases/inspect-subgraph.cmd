# One of two subgraphs.
inspect two_signatures.tflite --subgraph 1
