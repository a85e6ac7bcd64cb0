# The model is not optional.
inspect
status 2
