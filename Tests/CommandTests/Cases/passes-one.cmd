# One pass with a model before and after.
passes split-hard-swish
