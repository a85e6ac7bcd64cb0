#include "CByteRuns.h"

#include <string.h>

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

static void compare(cbr_difference *found, uint8_t a, uint8_t b) {
  const uint64_t distance = a > b ? a - b : b - a;
  found->changed += distance != 0;
  if (distance > found->greatest) found->greatest = distance;
  found->distance += distance;
  found->distance_squares += distance * distance;
  found->sum += a;
  found->squares += (uint64_t)a * a;
}

cbr_difference cbr_compare_plain(const uint8_t *a, const uint8_t *b, size_t count, uint8_t flip) {
  cbr_difference found = {0, 0, 0, 0, 0, 0};
  for (size_t i = 0; i < count; i++) compare(&found, a[i] ^ flip, b[i] ^ flip);
  return found;
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
  // Halves the range repeatedly, until one byte is the minimum, or the maximum, of all.
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

// The squares of 16 bytes, added up in four numbers of 32 bits.
static __m128i squares(__m128i bytes) {
  const __m128i low = _mm_unpacklo_epi8(bytes, _mm_setzero_si128());
  const __m128i high = _mm_unpackhi_epi8(bytes, _mm_setzero_si128());
  return _mm_add_epi32(_mm_madd_epi16(low, low), _mm_madd_epi16(high, high));
}

// Four numbers of 32 bits as two of 64.
static __m128i widened(__m128i numbers) {
  const __m128i zero = _mm_setzero_si128();
  return _mm_add_epi64(_mm_unpacklo_epi32(numbers, zero), _mm_unpackhi_epi32(numbers, zero));
}

cbr_difference cbr_compare(const uint8_t *a, const uint8_t *b, size_t count, uint8_t flip) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i flips = _mm_set1_epi8((char)flip);
  __m128i equal = zero, greatest = zero, distance = zero, distances = zero, sum = zero, all = zero;
  size_t i = 0;
  while (count - i >= 16) {
    // Sums of squares grow by at most 4 * 255 * 255 a step: 8192 steps fit in 32 bits.
    const size_t left = (count - i) / 16;
    const size_t end = i + 16 * (left < 8192 ? left : 8192);
    __m128i of_distances = zero, of_bytes = zero;
    for (; i < end; i += 16) {
      const __m128i x = _mm_xor_si128(_mm_loadu_si128((const __m128i *)(a + i)), flips);
      const __m128i y = _mm_xor_si128(_mm_loadu_si128((const __m128i *)(b + i)), flips);
      const __m128i apart = _mm_or_si128(_mm_subs_epu8(x, y), _mm_subs_epu8(y, x));
      const __m128i same = _mm_and_si128(_mm_cmpeq_epi8(x, y), _mm_set1_epi8(1));
      equal = _mm_add_epi64(equal, _mm_sad_epu8(same, zero));
      greatest = _mm_max_epu8(greatest, apart);
      distance = _mm_add_epi64(distance, _mm_sad_epu8(apart, zero));
      of_distances = _mm_add_epi32(of_distances, squares(apart));
      sum = _mm_add_epi64(sum, _mm_sad_epu8(x, zero));
      of_bytes = _mm_add_epi32(of_bytes, squares(x));
    }
    distances = _mm_add_epi64(distances, widened(of_distances));
    all = _mm_add_epi64(all, widened(of_bytes));
  }
  uint8_t bytes[16];
  _mm_storeu_si128((__m128i *)bytes, greatest);
  uint64_t most = 0;
  for (size_t k = 0; k < 16; k++) most = bytes[k] > most ? bytes[k] : most;
  cbr_difference found = {i - total(equal), most,       total(distance),
                          total(distances), total(sum), total(all)};
  for (; i < count; i++) compare(&found, a[i] ^ flip, b[i] ^ flip);
  return found;
}
#else
cbr_difference cbr_compare(const uint8_t *a, const uint8_t *b, size_t count, uint8_t flip) {
  return cbr_compare_plain(a, b, count, flip);
}

cbr_run cbr_sum(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot) {
  return cbr_sum_plain(bytes, count, flip, pivot);
}
#endif

size_t cbr_add_row(uint8_t *restrict low, uint8_t *restrict high, uint16_t *restrict sums,
                   uint16_t *restrict raised, const uint8_t *restrict pivots, size_t first,
                   const uint8_t *restrict bytes, size_t count, uint8_t flip) {
  // The arrays do not overlap, so that the compiler may handle many columns at a time.
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

// A fused multiplication and addition would round otherwise on the processors that have one.
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif

enum { lane_count = 8 };

typedef uint8_t byte_lanes __attribute__((vector_size(lane_count)));
typedef int32_t code_lanes __attribute__((vector_size(lane_count * 4)));
typedef int64_t bit_lanes __attribute__((vector_size(lane_count * 8)));
typedef double real_lanes __attribute__((vector_size(lane_count * 8)));

typedef struct {
  real_lanes absolute, noise, signal, greatest;
} lane_changes;

__attribute__((always_inline)) static inline void read_lanes(real_lanes *weights,
                                                             const uint8_t *bytes,
                                                             const cbr_reading *reading) {
  byte_lanes lanes;
  memcpy(&lanes, bytes, lane_count);
  const code_lanes codes = __builtin_convertvector(lanes ^ reading->flip, code_lanes);
  *weights = __builtin_convertvector(codes - reading->zero, real_lanes) * reading->scale;
}

__attribute__((always_inline)) static inline void add_lanes(lane_changes *sums,
                                                            const uint8_t *was,
                                                            const cbr_reading *old_reading,
                                                            const uint8_t *now,
                                                            const cbr_reading *new_reading) {
  real_lanes old_weights, new_weights;
  read_lanes(&old_weights, was, old_reading);
  read_lanes(&new_weights, now, new_reading);
  const real_lanes change = new_weights - old_weights;
  const real_lanes absolute = (real_lanes)((bit_lanes)change & INT64_MAX);
  sums->absolute += absolute;
  sums->noise += change * change;
  sums->signal += old_weights * old_weights;
  const bit_lanes is_greater = absolute > sums->greatest;
  sums->greatest = (real_lanes)(((bit_lanes)absolute & is_greater) |
                                ((bit_lanes)sums->greatest & ~is_greater));
}

__attribute__((always_inline)) static inline void add_changes(cbr_changes *changes,
                                                              const uint8_t *was,
                                                              const cbr_reading *old_reading,
                                                              const uint8_t *now,
                                                              const cbr_reading *new_reading,
                                                              size_t count) {
  lane_changes sums = {0};
  size_t i = 0;
  for (; count - i >= lane_count; i += lane_count)
    add_lanes(&sums, was + i, old_reading, now + i, new_reading);
  for (int lane = 0; lane < lane_count; lane++) {
    changes->absolute += sums.absolute[lane];
    changes->noise += sums.noise[lane];
    changes->signal += sums.signal[lane];
    if (sums.greatest[lane] > changes->greatest) changes->greatest = sums.greatest[lane];
  }
  for (; i < count; i++) {
    const double old_weight = ((was[i] ^ old_reading->flip) - old_reading->zero) *
                              old_reading->scale;
    const double new_weight = ((now[i] ^ new_reading->flip) - new_reading->zero) *
                              new_reading->scale;
    const double change = new_weight - old_weight;
    const double absolute = change < 0 ? -change : change;
    changes->absolute += absolute;
    changes->noise += change * change;
    changes->signal += old_weight * old_weight;
    if (absolute > changes->greatest) changes->greatest = absolute;
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void add_changes_avx2(cbr_changes *changes,
                                                             const uint8_t *was,
                                                             const cbr_reading *old_reading,
                                                             const uint8_t *now,
                                                             const cbr_reading *new_reading,
                                                             size_t count) {
  add_changes(changes, was, old_reading, now, new_reading, count);
}

__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))) static void
add_changes_avx512(cbr_changes *changes, const uint8_t *was, const cbr_reading *old_reading,
                   const uint8_t *now, const cbr_reading *new_reading, size_t count) {
  add_changes(changes, was, old_reading, now, new_reading, count);
}
#endif

void cbr_add_changes(cbr_changes *changes, const uint8_t *was, cbr_reading old_reading,
                     const uint8_t *now, cbr_reading new_reading, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw"))
    return add_changes_avx512(changes, was, &old_reading, now, &new_reading, count);
  if (__builtin_cpu_supports("avx2"))
    return add_changes_avx2(changes, was, &old_reading, now, &new_reading, count);
#endif
  add_changes(changes, was, &old_reading, now, &new_reading, count);
}
