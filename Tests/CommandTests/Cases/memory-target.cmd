# The memory that a profile of a board states.
memory digits_int8.tflite --target board.yaml
