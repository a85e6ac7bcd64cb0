# One target with every fact and its source.
targets generic-uint8-npu
