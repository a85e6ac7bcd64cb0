# For programs.
passes --format json
