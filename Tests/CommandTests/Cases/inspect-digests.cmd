# Digests of constants, and the values of one.
inspect digits_int8.tflite --tensor functional_1/conv2d_1/convolution --digests
