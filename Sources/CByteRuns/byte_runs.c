#include "CByteRuns.h"

static void add(cbr_run *run, uint8_t byte, uint8_t pivot) {
  if (byte < run->low) run->low = byte;
  if (byte > run->high) run->high = byte;
  run->sum += byte;
  run->raised += byte > pivot ? byte : pivot;
}

cbr_run cbr_sum_plain(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot) {
  cbr_run run = {UINT8_MAX, 0, 0, 0};
  for (size_t i = 0; i < count; i++) add(&run, bytes[i] ^ flip, pivot);
  return run;
}

#if defined(__SSE2__)
#include <emmintrin.h>

static uint64_t total(__m128i pair) {
  return (uint64_t)_mm_cvtsi128_si64(pair) +
         (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(pair, pair));
}

// 16 bytes at a time: `psadbw` against 0 adds 8 of them at once, into 64 bits.
cbr_run cbr_sum(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i flips = _mm_set1_epi8((char)flip);
  const __m128i pivots = _mm_set1_epi8((char)pivot);
  __m128i low = _mm_set1_epi8((char)UINT8_MAX);
  __m128i high = zero, sum = zero, raised = zero;
  size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m128i codes = _mm_xor_si128(_mm_loadu_si128((const __m128i *)(bytes + i)), flips);
    low = _mm_min_epu8(low, codes);
    high = _mm_max_epu8(high, codes);
    sum = _mm_add_epi64(sum, _mm_sad_epu8(codes, zero));
    raised = _mm_add_epi64(raised, _mm_sad_epu8(_mm_max_epu8(codes, pivots), zero));
  }
  // The halves of the halves, until one byte is the least, or the greatest, of all.
  low = _mm_min_epu8(low, _mm_srli_si128(low, 8));
  low = _mm_min_epu8(low, _mm_srli_si128(low, 4));
  low = _mm_min_epu8(low, _mm_srli_si128(low, 2));
  low = _mm_min_epu8(low, _mm_srli_si128(low, 1));
  high = _mm_max_epu8(high, _mm_srli_si128(high, 8));
  high = _mm_max_epu8(high, _mm_srli_si128(high, 4));
  high = _mm_max_epu8(high, _mm_srli_si128(high, 2));
  high = _mm_max_epu8(high, _mm_srli_si128(high, 1));
  cbr_run run = {(uint8_t)_mm_cvtsi128_si32(low), (uint8_t)_mm_cvtsi128_si32(high), total(sum),
                 total(raised)};
  for (; i < count; i++) add(&run, bytes[i] ^ flip, pivot);
  return run;
}
#else
cbr_run cbr_sum(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot) {
  return cbr_sum_plain(bytes, count, flip, pivot);
}
#endif

size_t cbr_add_row(uint8_t *restrict low, uint8_t *restrict high, uint16_t *restrict sums,
                   uint16_t *restrict raised, const uint8_t *restrict pivots, size_t first,
                   const uint8_t *restrict bytes, size_t count, uint8_t flip) {
  // No two of the arrays are one, so that the compiler may take many columns at a time.
  size_t zeros = 0;
  for (size_t i = 0; i < count; i++) {
    const size_t column = first + i;
    const uint8_t byte = bytes[i] ^ flip;
    const uint8_t greater = byte > pivots[column] ? byte : pivots[column];
    low[column] = byte < low[column] ? byte : low[column];
    high[column] = byte > high[column] ? byte : high[column];
    sums[column] = (uint16_t)(sums[column] + byte);
    raised[column] = (uint16_t)(raised[column] + greater);
  }
  for (size_t i = 0; i < count; i++) zeros += bytes[i] == flip;
  return zeros;
}
