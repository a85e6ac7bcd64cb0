# Float: there are no scales to judge.
hardswish digits_float32.tflite --operator 1
