# no such rule
rules Q999
status 2
