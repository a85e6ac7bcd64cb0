# Lines for git diff.
inspect decomposed_folded_int8.tflite --textconv
