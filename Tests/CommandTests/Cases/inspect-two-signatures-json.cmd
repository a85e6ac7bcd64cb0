# Signatures name their subgraph and tensors.
inspect two_signatures.tflite --format json
