# The help of the command.
targets --help
