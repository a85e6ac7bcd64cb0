# The help of the command that makes pages.
report --help
