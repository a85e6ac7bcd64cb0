# a configuration that is not there
audit digits_int8.tflite --config missing.yaml
status 2
