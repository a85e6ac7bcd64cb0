#include "CNumberText.h"

#include <charconv>
#include <cmath>

size_t cnt_float(float number, char text[cnt_most]) {
  const float magnitude = std::fabs(number);
  // Swift writes an exponent below 10⁻⁴ and above 2²⁴, from where on float32 has no odd numbers.
  const bool has_exponent = magnitude != 0 && (magnitude < 1e-4f || magnitude > 0x1p24f);
  const auto form = has_exponent ? std::chars_format::scientific : std::chars_format::fixed;
  char *end = std::to_chars(text, text + cnt_most, number, form).ptr;
  if (!has_exponent && magnitude == std::trunc(magnitude)) {
    *end++ = '.';
    *end++ = '0';
  }
  return static_cast<size_t>(end - text);
}
