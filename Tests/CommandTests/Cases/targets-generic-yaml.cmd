# The file itself, to copy.
targets generic_uint8_npu --format yaml
