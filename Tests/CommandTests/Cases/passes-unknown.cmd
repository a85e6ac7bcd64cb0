# A name that no pass has.
passes split
status 2
