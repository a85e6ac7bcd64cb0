# One target for programs.
targets generic-uint8-npu --format json
