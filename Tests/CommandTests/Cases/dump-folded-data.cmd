# Data as numbers in the text, too.
dump decomposed_folded_int8.tflite --data
