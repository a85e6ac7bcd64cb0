# What is live at the peak, and the arena that TensorFlow Lite Micro makes.
memory digits_int8.tflite
