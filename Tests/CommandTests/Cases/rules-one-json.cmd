# one rule, for programs
rules Q036 --format json
