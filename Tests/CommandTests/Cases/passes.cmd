# Every pass in a line.
passes
