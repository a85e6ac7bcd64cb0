# -1 stands for no tensor, so it names none.
inspect digits_int8.tflite --tensor=-1
status 2
