# The same for programs.
targets --format json
