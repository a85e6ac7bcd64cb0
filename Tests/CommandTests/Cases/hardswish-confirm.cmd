# Nothing is refuted, so --confirm is content.
hardswish digits_int8.tflite --confirm
