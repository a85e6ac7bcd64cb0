# every rule in a line
rules
