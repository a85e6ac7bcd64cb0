# the whole help
rules --help
