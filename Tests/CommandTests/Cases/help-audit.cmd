# the whole help
audit --help
