# Sites of one subgraph.
hardswish two_signatures.tflite --subgraph 1
