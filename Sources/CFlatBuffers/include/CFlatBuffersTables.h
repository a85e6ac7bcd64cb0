// Reading fields in place: small functions that are inlined into the caller, because reading a
// model is little else. Included by CFlatBuffers.h.
//
// The file was verified when it was opened, which brought every table, string and length into
// memory, so nothing here loads pages. Bounds are checked all the same, because a wrong value is
// better than a crash: outside them, every read returns its fallback.
#ifndef C_FLAT_BUFFERS_TABLES_H
#define C_FLAT_BUFFERS_TABLES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/// A table in a buffer of `count` bytes: `at` is its byte offset from the start.
///
/// Precondition: `cfb_verify` has walked the buffer. Never freed by the caller.
typedef struct {
  const uint8_t *bytes;
  uint64_t count;
  uint64_t at;
} cfb_table;

/// A vector in place: `count` elements from `at`. `found` is false if the field is left out.
typedef struct {
  bool found;
  uint64_t at;
  uint32_t count;
} cfb_vector;

// ---- The bytes ----

/// True when `size` bytes at `at` lie inside the buffer.
static inline bool cfb_fits(cfb_table table, uint64_t at, uint64_t size) {
  return at <= table.count && size <= table.count - at;
}

/// The 2 bytes at `at` as a number; FlatBuffers are little-endian, whatever the machine is.
/// Precondition: they fit.
static inline uint16_t cfb_load16(cfb_table table, uint64_t at) {
  uint16_t value;
  memcpy(&value, table.bytes + at, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  value = __builtin_bswap16(value);
#endif
  return value;
}

/// The 4 bytes at `at` as a number. Precondition: they fit.
static inline uint32_t cfb_load32(cfb_table table, uint64_t at) {
  uint32_t value;
  memcpy(&value, table.bytes + at, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  value = __builtin_bswap32(value);
#endif
  return value;
}

/// The 8 bytes at `at` as a number. Precondition: they fit.
static inline uint64_t cfb_load64(cfb_table table, uint64_t at) {
  uint64_t value;
  memcpy(&value, table.bytes + at, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  value = __builtin_bswap64(value);
#endif
  return value;
}

// ---- Tables ----

/// The position of the list of fields (vtable); `count`, where nothing fits, for a table that
/// cannot be read.
static inline uint64_t cfb_vtable(cfb_table table) {
  if (!cfb_fits(table, table.at, 4)) return table.count;
  const int64_t at = (int64_t)table.at - (int32_t)cfb_load32(table, table.at);
  return at < 0 ? table.count : (uint64_t)at;
}

/// The absolute offset of field `id`; 0 if the table leaves it out.
static inline uint64_t cfb_field_offset(cfb_table table, uint16_t id) {
  // In the vtable, field 0 follows two 16-bit sizes.
  const uint64_t slot = 2 * ((uint64_t)id + 2);
  const uint64_t list = cfb_vtable(table);
  if (!cfb_fits(table, list, slot + 2)) return 0;
  if (slot + 2 > cfb_load16(table, list)) return 0;
  const uint16_t distance = cfb_load16(table, list + slot);
  return distance == 0 ? 0 : table.at + distance;
}

/// True if the table stores field `id`.
static inline bool cfb_has(cfb_table table, uint16_t id) {
  return cfb_field_offset(table, id) != 0;
}

/// The number of fields that the table's vtable has room for; it may be more than the schema knows.
static inline uint16_t cfb_slot_count(cfb_table table) {
  const uint64_t list = cfb_vtable(table);
  if (!cfb_fits(table, list, 2)) return 0;
  const uint16_t size = cfb_load16(table, list);
  return size < 4 ? 0 : (uint16_t)((size - 4) / 2);
}

// ---- Scalars: signed numbers and floats are these bits, read otherwise. ----

/// Field `id` as a number of 8 bits, or `fallback` if the table leaves it out.
static inline uint8_t cfb_scalar8(cfb_table table, uint16_t id, uint8_t fallback) {
  const uint64_t at = cfb_field_offset(table, id);
  return at != 0 && cfb_fits(table, at, 1) ? table.bytes[at] : fallback;
}

/// Field `id` as a number of 16 bits, or `fallback` if the table leaves it out.
static inline uint16_t cfb_scalar16(cfb_table table, uint16_t id, uint16_t fallback) {
  const uint64_t at = cfb_field_offset(table, id);
  return at != 0 && cfb_fits(table, at, 2) ? cfb_load16(table, at) : fallback;
}

/// Field `id` as a number of 32 bits, or `fallback` if the table leaves it out.
static inline uint32_t cfb_scalar32(cfb_table table, uint16_t id, uint32_t fallback) {
  const uint64_t at = cfb_field_offset(table, id);
  return at != 0 && cfb_fits(table, at, 4) ? cfb_load32(table, at) : fallback;
}

/// Field `id` as a number of 64 bits, or `fallback` if the table leaves it out.
static inline uint64_t cfb_scalar64(cfb_table table, uint16_t id, uint64_t fallback) {
  const uint64_t at = cfb_field_offset(table, id);
  return at != 0 && cfb_fits(table, at, 8) ? cfb_load64(table, at) : fallback;
}

// ---- Offsets ----

/// Follows the unsigned offset at `at`; 0 if it leads out of the buffer.
static inline uint64_t cfb_follow(cfb_table table, uint64_t at) {
  if (!cfb_fits(table, at, 4)) return 0;
  const uint64_t target = at + cfb_load32(table, at);
  return cfb_fits(table, target, 4) ? target : 0;
}

/// The root table; a table without fields if the buffer is too short for one.
static inline cfb_table cfb_root(const uint8_t *bytes, uint64_t count) {
  const cfb_table start = {bytes, count, 0};
  const cfb_table root = {bytes, count, cfb_follow(start, 0)};
  return root;
}

/// The vector with its length at `at`, of elements of `size` bytes each.
static inline cfb_vector cfb_vector_at(cfb_table table, uint64_t at, uint32_t size) {
  const cfb_vector none = {false, 0, 0};
  if (at == 0) return none;
  const uint32_t count = cfb_load32(table, at);
  const uint64_t first = at + 4;
  // The elements may be weights: they are not read here.
  if ((uint64_t)count * size > table.count - first) return none;
  const cfb_vector found = {true, first, count};
  return found;
}

/// Field `id` as a vector of elements of `size` bytes each (a string: size 1). Only the length is
/// read; `cfb_pages_load` brings elements into memory.
static inline cfb_vector cfb_elements(cfb_table table, uint16_t id, uint32_t size) {
  const uint64_t at = cfb_field_offset(table, id);
  return cfb_vector_at(table, at == 0 ? 0 : cfb_follow(table, at), size);
}

/// Field `id` as a table (a union's value too). False if the field is left out.
static inline bool cfb_child(cfb_table table, uint16_t id, cfb_table *child) {
  const uint64_t at = cfb_field_offset(table, id);
  const uint64_t target = at == 0 ? 0 : cfb_follow(table, at);
  if (target == 0) return false;
  child->bytes = table.bytes;
  child->count = table.count;
  child->at = target;
  return true;
}

/// Element `index` of a vector of tables. Precondition: `index < vector.count`.
static inline cfb_table cfb_table_element(cfb_table holder, cfb_vector vector, uint32_t index) {
  const uint64_t target = cfb_follow(holder, vector.at + (uint64_t)index * 4);
  // A table at the very end has no room for fields, so every read returns its fallback.
  const cfb_table element = {holder.bytes, holder.count, target == 0 ? holder.count : target};
  return element;
}

/// Element `index` of a vector of strings. Precondition: `index < vector.count`.
static inline cfb_vector cfb_string_element(cfb_table holder, cfb_vector vector, uint32_t index) {
  return cfb_vector_at(holder, cfb_follow(holder, vector.at + (uint64_t)index * 4), 1);
}

#endif
