#include "CNumberText.h"

#include <cmath>
#include <cstring>

#define FMT_HEADER_ONLY
#include <fmt/format.h>

namespace {

char *put(char *end, const char *text, size_t count) {
  std::memcpy(end, text, count);
  return end + count;
}

char *put_zeros(char *end, int count) {
  std::memset(end, '0', static_cast<size_t>(count));
  return end + count;
}

}  // namespace

size_t cnt_float(float number, char text[cnt_most]) {
  char *end = text;
  if (std::signbit(number)) *end++ = '-';
  const float magnitude = std::fabs(number);
  if (magnitude == 0) return static_cast<size_t>(put(end, "0.0", 3) - text);

  // Dragonbox: the fewest digits that read back, without zeros at the end. libfmt has it for its own use; it takes a third of
  // the time of libstdc++'s `to_chars`.
  const auto decimal = fmt::detail::dragonbox::to_decimal(magnitude);
  const fmt::format_int significand(decimal.significand);
  const char *digits = significand.data();
  const int count = static_cast<int>(significand.size());
  const int power = decimal.exponent + count - 1;

  // Swift writes an exponent below 10⁻⁴ and above 2²⁴, from where on float32 has no odd numbers.
  if (magnitude < 1e-4f || magnitude > 0x1p24f) {
    *end++ = digits[0];
    if (count > 1) *end++ = '.';
    end = put(end, digits + 1, static_cast<size_t>(count - 1));
    *end++ = 'e';
    *end++ = power < 0 ? '-' : '+';
    *end++ = static_cast<char>('0' + std::abs(power) / 10);
    *end++ = static_cast<char>('0' + std::abs(power) % 10);
  } else if (power < 0) {
    end = put(end, "0.", 2);
    end = put_zeros(end, -power - 1);
    end = put(end, digits, static_cast<size_t>(count));
  } else if (decimal.exponent < 0) {
    end = put(end, digits, static_cast<size_t>(power + 1));
    *end++ = '.';
    end = put(end, digits + power + 1, static_cast<size_t>(count - power - 1));
  } else {
    end = put(end, digits, static_cast<size_t>(count));
    end = put_zeros(end, decimal.exponent);
    end = put(end, ".0", 2);
  }
  return static_cast<size_t>(end - text);
}
