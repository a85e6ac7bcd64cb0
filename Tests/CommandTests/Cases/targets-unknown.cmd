# There is no such target.
status 2
targets npu
