// A program that does nothing: the lower limit for the start of any process.
int main(void) { return 0; }
