# Only one of the models can come from standard input.
report - -
status 2
