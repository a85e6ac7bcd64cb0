# Every target in brief.
targets
