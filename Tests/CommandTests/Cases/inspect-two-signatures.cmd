# Two subgraphs that share buffers.
inspect two_signatures.tflite
