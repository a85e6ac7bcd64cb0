# Text saved under the name of a model.
dump FIXTURES.md --format json
status 3
