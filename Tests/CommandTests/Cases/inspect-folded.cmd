# A small int8 model as text.
inspect decomposed_folded_int8.tflite
