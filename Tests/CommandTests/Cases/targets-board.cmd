# A profile with memory, and no data about operators.
targets board.yaml
