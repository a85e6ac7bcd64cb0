# A zip archive.
dump digits_test.npz
status 3
