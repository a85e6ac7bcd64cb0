# Weights have scales where activations have none.
hardswish digits_dynamic.tflite
