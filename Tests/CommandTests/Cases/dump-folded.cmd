# Every field, indented.
dump decomposed_folded_int8.tflite
