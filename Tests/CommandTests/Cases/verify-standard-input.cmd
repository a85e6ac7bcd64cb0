# Standard input is one model.
verify - -
status 2
