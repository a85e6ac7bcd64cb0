# A target whose memory depends on the device.
memory digits_int8.tflite --target ethos_u85
status 2
