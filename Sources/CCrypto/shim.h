// The plain SHA-256 functions need no start of the library, which would read a configuration file.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
