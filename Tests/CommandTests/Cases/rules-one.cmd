# one rule, by name
rules bias-scale-mismatch
