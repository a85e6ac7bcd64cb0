#ifndef CNUMBERTEXT_H
#define CNUMBERTEXT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// As many characters as a number can have: a sign, `0.`, three zeros and nine digits, or a number of eight digits
/// with `.0`.
enum { cnt_most = 16 };

/// Writes the shortest decimal that reads back to a finite float32, as Swift prints it: `0.25`, `3.0`, `1e-05`,
/// `1.6777218e+07`.
///
/// Swift's own function returns a String, which takes several times as long; reports have thousands of scales.
///
/// \returns how many characters of `text` were written, at most `cnt_most`; there is no final 0.
size_t cnt_float(float number, char text[cnt_most]);

#ifdef __cplusplus
}
#endif

#endif
