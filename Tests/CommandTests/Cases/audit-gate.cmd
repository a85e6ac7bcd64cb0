# A build fails where a target does not support every operator, though no rule finds an error.
audit digits_int8.tflite --quiet --fail-on error --target xnnpack --fail-on-unsupported --ignore Q003
status 1
