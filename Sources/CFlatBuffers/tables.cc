// Reading fields in place. The file was verified at the door; the bounds are checked again here
// because a file can change while it is read, and a wrong value is better than a fault.

#include "pages.h"

#include "flatbuffers/base.h"

#include <cstring>

namespace {

// Reads a little-endian scalar from anywhere; the caller has checked the bounds.
template <typename T>
T read(const uint8_t *place) {
  T value;
  std::memcpy(&value, place, sizeof(T));
  return flatbuffers::EndianScalar(value);
}

bool fits(const cfb_table &table, uint64_t at, uint64_t size) {
  return cfb::ready(table.buffer, at, size);
}

const uint8_t *place(const cfb_table &table, uint64_t at) { return table.buffer.bytes + at; }

// Where the vtable stands, or `count` (nothing fits there) for a table that cannot be read.
uint64_t vtable(const cfb_table &table) {
  if (!fits(table, table.at, sizeof(flatbuffers::soffset_t))) return table.buffer.count;
  const int64_t back = read<flatbuffers::soffset_t>(place(table, table.at));
  const int64_t at = static_cast<int64_t>(table.at) - back;
  return at < 0 ? table.buffer.count : static_cast<uint64_t>(at);
}

// FlatBuffers numbers fields from 0; in the vtable, field 0 follows the two 16-bit sizes.
uint64_t slot(uint16_t id) { return 2 * (uint64_t{id} + 2); }

// The absolute offset of a field, or 0 where the table leaves it out.
uint64_t field(const cfb_table &table, uint16_t id) {
  const uint64_t list = vtable(table);
  if (!fits(table, list, sizeof(flatbuffers::voffset_t))) return 0;
  const auto size = read<flatbuffers::voffset_t>(place(table, list));
  if (slot(id) + sizeof(flatbuffers::voffset_t) > size) return 0;
  if (!fits(table, list + slot(id), sizeof(flatbuffers::voffset_t))) return 0;
  const auto distance = read<flatbuffers::voffset_t>(place(table, list + slot(id)));
  return distance == 0 ? 0 : table.at + distance;
}

template <typename T>
T scalar(const cfb_table &table, uint16_t id, T fallback) {
  const uint64_t at = field(table, id);
  return at != 0 && fits(table, at, sizeof(T)) ? read<T>(place(table, at)) : fallback;
}

// Follows the unsigned offset that stands at `at`; 0 where it leads out of the buffer.
uint64_t follow(const cfb_table &table, uint64_t at) {
  if (!fits(table, at, sizeof(flatbuffers::uoffset_t))) return 0;
  const uint64_t target = at + read<flatbuffers::uoffset_t>(place(table, at));
  return fits(table, target, sizeof(flatbuffers::uoffset_t)) ? target : 0;
}

cfb_vector vector(const cfb_table &table, uint64_t at, uint32_t size) {
  if (at == 0) return {false, 0, 0};
  const auto count = read<flatbuffers::uoffset_t>(place(table, at));
  const uint64_t first = at + sizeof(flatbuffers::uoffset_t);
  // The elements may be weights: they are not read here.
  if (first > table.buffer.count || uint64_t{count} * size > table.buffer.count - first)
    return {false, 0, 0};
  return {true, first, count};
}

}  // namespace

cfb_table cfb_root(cfb_buffer buffer) { return {buffer, follow({buffer, 0}, 0)}; }

bool cfb_has(cfb_table table, uint16_t id) { return field(table, id) != 0; }

uint16_t cfb_slot_count(cfb_table table) {
  const uint64_t list = vtable(table);
  if (!fits(table, list, sizeof(flatbuffers::voffset_t))) return 0;
  const auto size = read<flatbuffers::voffset_t>(place(table, list));
  return size < slot(0) ? 0 : static_cast<uint16_t>((size - slot(0)) / 2);
}

bool cfb_bool(cfb_table t, uint16_t id, bool v) { return scalar<uint8_t>(t, id, v) != 0; }
int8_t cfb_int8(cfb_table t, uint16_t id, int8_t v) { return scalar(t, id, v); }
uint8_t cfb_uint8(cfb_table t, uint16_t id, uint8_t v) { return scalar(t, id, v); }
int16_t cfb_int16(cfb_table t, uint16_t id, int16_t v) { return scalar(t, id, v); }
uint16_t cfb_uint16(cfb_table t, uint16_t id, uint16_t v) { return scalar(t, id, v); }
int32_t cfb_int32(cfb_table t, uint16_t id, int32_t v) { return scalar(t, id, v); }
uint32_t cfb_uint32(cfb_table t, uint16_t id, uint32_t v) { return scalar(t, id, v); }
int64_t cfb_int64(cfb_table t, uint16_t id, int64_t v) { return scalar(t, id, v); }
uint64_t cfb_uint64(cfb_table t, uint16_t id, uint64_t v) { return scalar(t, id, v); }
float cfb_float32(cfb_table t, uint16_t id, float v) { return scalar(t, id, v); }
double cfb_float64(cfb_table t, uint16_t id, double v) { return scalar(t, id, v); }

cfb_vector cfb_elements(cfb_table table, uint16_t id, uint32_t size) {
  const uint64_t at = field(table, id);
  return at == 0 ? cfb_vector{false, 0, 0} : vector(table, follow(table, at), size);
}

bool cfb_child(cfb_table table, uint16_t id, cfb_table *child) {
  const uint64_t at = field(table, id);
  const uint64_t target = at == 0 ? 0 : follow(table, at);
  if (target == 0) return false;
  *child = {table.buffer, target};
  return true;
}

cfb_table cfb_table_element(cfb_table holder, cfb_vector vector, uint32_t index) {
  const uint64_t at = vector.at + uint64_t{index} * sizeof(flatbuffers::uoffset_t);
  const uint64_t target = follow(holder, at);
  // A table at the very end has no room for fields, so every read gives its fallback.
  return {holder.buffer, target == 0 ? holder.buffer.count : target};
}

cfb_vector cfb_string_element(cfb_table holder, cfb_vector strings, uint32_t index) {
  const uint64_t at = strings.at + uint64_t{index} * sizeof(flatbuffers::uoffset_t);
  return vector(holder, follow(holder, at), 1);
}
