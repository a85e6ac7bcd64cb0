// One walk over a whole file, driven by the schema: everything that a reader may follow later is
// followed here first, so that nothing fails afterwards.
//
// libflatbuffers has a verifier of its own. It answers only yes or no, rejects any union member
// newer than the schema, and asserts on sizes over 2 GiB; this one reports the place and the
// reason.

#include "pages.h"
#include "schema.h"

#include "flatbuffers/base.h"

#include <cstdio>
#include <cstring>

namespace {

constexpr uint64_t kOffset = sizeof(flatbuffers::uoffset_t);
constexpr uint64_t kSlot = sizeof(flatbuffers::voffset_t);
// No offset in a FlatBuffer reaches further (libflatbuffers: FLATBUFFERS_MAX_BUFFER_SIZE).
constexpr uint64_t kReach = 0x7fffffff;
// The schema nests tables 5 deep; this only bounds the stack for a schema that would not.
constexpr int kDepth = 32;
// The room for a path in the result.
constexpr size_t kPath = sizeof(cfb_walk::path);
// How many unknown entries of tables' lists are checked, whatever the lists claim.
constexpr uint64_t kScans = 1u << 20;

// One step of the path to what is being read: a field, and an element if it is a vector.
struct Step {
  const char *field;
  int64_t element;
};

class Walk {
 public:
  Walk(const cfb_buffer &buffer, int32_t root)
      : buffer_(buffer),
        root_(root),
        bytes_(buffer.bytes),
        reach_(buffer.count < kReach ? buffer.count : kReach),
        // No writer shares this much: a file without sharing unfolds to its size.
        budget_(4 * reach_ + (4u << 20)) {}

  cfb_walk run() {
    uint64_t root;
    if (follow(0, &root)) table(root, root_);
    result_.furthest = furthest_;
    return result_;
  }

 private:
  const cfb_buffer buffer_;
  const int32_t root_;
  const uint8_t *const bytes_;
  const uint64_t reach_, budget_;
  uint64_t unfolded_ = 0, furthest_ = 0;
  Step steps_[kDepth];
  int depth_ = 0;
  uint64_t scanned_ = 0, scans_ = 0;
  cfb_walk result_ = {};

  template <typename T>
  T read(uint64_t at) const {
    T value;
    std::memcpy(&value, bytes_ + at, sizeof(T));
    return flatbuffers::EndianScalar(value);
  }

  bool fail(cfb_verdict verdict, uint64_t at, uint64_t found, uint64_t allowed) {
    result_.verdict = verdict;
    result_.offset = at;
    result_.found = found;
    result_.allowed = allowed;
    write_path(result_.path);
    return false;
  }

  // The path to what is being read, as text.
  void write_path(char (&text)[kPath]) const {
    size_t used = 0;
    for (int i = 0; i < depth_ && used < kPath; i++) {
      char *end = text + used;
      const size_t room = kPath - used;
      const char *dot = i == 0 ? "" : ".";
      const int n = steps_[i].element < 0
                        ? std::snprintf(end, room, "%s%s", dot, steps_[i].field)
                        : std::snprintf(end, room, "%s%s[%lld]", dot, steps_[i].field,
                                        static_cast<long long>(steps_[i].element));
      used += n < 0 ? room : static_cast<size_t>(n);
    }
  }

  // Records the first field that is not in the schema.
  void look_for_newer(uint64_t slots, uint64_t list_size, size_t known) {
    if (result_.has_newer || slots == scanned_) return;
    scanned_ = slots;
    for (uint64_t slot = 2 * kSlot + kSlot * known; slot < list_size; slot += kSlot) {
      // Long lists of unknown fields are only checked up to a limit that no sound file reaches.
      if (scans_ >= kScans) return;
      scans_++;
      if (read<flatbuffers::voffset_t>(slots + slot) == 0) continue;
      result_.has_newer = 1;
      result_.newer_field = static_cast<uint16_t>((slot - 2 * kSlot) / kSlot);
      write_path(result_.newer_path);
      return;
    }
  }

  // Whether `size` bytes at `at` lie in the part that tables can reach; they need not be in memory.
  bool inside(uint64_t at, uint64_t size) {
    if (at > reach_ || size > reach_ - at) return fail(CFB_PAST_END, at, at + size, reach_);
    if (at + size > furthest_) furthest_ = at + size;
    return true;
  }

  // The same, and they count towards the unfolded size.
  bool counted(uint64_t at, uint64_t size) {
    if (!inside(at, size)) return false;
    unfolded_ += size;
    return unfolded_ <= budget_ || fail(CFB_UNFOLDS, at, unfolded_, budget_);
  }

  // The same, and they are loaded into memory, for now and for all reading after the walk.
  bool take(uint64_t at, uint64_t size) {
    return counted(at, size) && cfb::ready(buffer_, at, size);
  }

  bool aligned(uint64_t at, uint64_t size) {
    return at % size == 0 || fail(CFB_MISALIGNED, at, at % size, size);
  }

  // Reads the unsigned offset at `at` and returns the position that it points to.
  bool follow(uint64_t at, uint64_t *target) {
    if (!aligned(at, kOffset) || !take(at, kOffset)) return false;
    const uint64_t distance = read<flatbuffers::uoffset_t>(at);
    if (distance == 0 || distance > kReach) return fail(CFB_BAD_OFFSET, at, distance, kReach);
    *target = at + distance;
    return true;
  }

  bool table(uint64_t at, int32_t type) {
    if (depth_ >= kDepth) return fail(CFB_UNFOLDS, at, kDepth, kDepth);
    if (!aligned(at, kOffset) || !take(at, sizeof(flatbuffers::soffset_t))) return false;

    const int64_t back = read<flatbuffers::soffset_t>(at);
    const int64_t list = static_cast<int64_t>(at) - back;
    if (list < 0) return fail(CFB_BAD_VTABLE_OFFSET, at, static_cast<uint64_t>(back), at);
    const auto slots = static_cast<uint64_t>(list);
    if (!aligned(slots, kSlot) || !take(slots, 2 * kSlot)) return false;
    const auto list_size = read<flatbuffers::voffset_t>(slots);
    const auto table_size = read<flatbuffers::voffset_t>(slots + kSlot);
    if (list_size < 2 * kSlot) return fail(CFB_BAD_VTABLE_SIZE, slots, list_size, 2 * kSlot);
    if (list_size % kSlot != 0) return fail(CFB_BAD_VTABLE_SIZE, slots, list_size, list_size);
    if (table_size < sizeof(flatbuffers::soffset_t))
      return fail(CFB_BAD_TABLE_SIZE, slots + kSlot, table_size, sizeof(flatbuffers::soffset_t));
    // Tables share their lists of fields: a long one does not unfold, however often it is used.
    if (!inside(slots, list_size) || !cfb::ready(buffer_, slots, list_size)) return false;
    if (!take(at, table_size)) return false;

    // A type that the schema does not know is left alone past its outline.
    const cfb::Table *known = cfb::table(type);
    if (!known) return true;
    for (const cfb_field &field : known->fields) {
      const uint64_t slot = 2 * kSlot + kSlot * field.id;
      if (slot >= list_size) break;
      const auto distance = read<flatbuffers::voffset_t>(slots + slot);
      if (distance == 0) continue;
      if (distance < sizeof(flatbuffers::soffset_t))
        return fail(CFB_BAD_FIELD_OFFSET, slots + slot, distance, sizeof(flatbuffers::soffset_t));
      if (distance >= table_size)
        return fail(CFB_BAD_FIELD_OFFSET, slots + slot, distance, table_size - 1);
      steps_[depth_++] = {field.name, -1};
      if (!value(at, at + distance, at + table_size, field, *known, slots, list_size)) return false;
      depth_--;
    }
    look_for_newer(slots, list_size, known->fields.size());
    return true;
  }

  // A field's value: `at` is where it is stored, `end` where its table ends.
  bool value(uint64_t holder, uint64_t at, uint64_t end, const cfb_field &field,
             const cfb::Table &owner, uint64_t slots, uint64_t list_size) {
    const bool stored = field.kind == CFB_SCALAR || field.kind == CFB_UNION_TYPE;
    const uint64_t size = stored ? cfb::size_of(field.scalar) : kOffset;
    if (size > end - at) return fail(CFB_BAD_FIELD_END, at, at + size - holder, end - holder);
    if (stored) return aligned(at, size);

    uint64_t target;
    if (!follow(at, &target)) return false;
    switch (field.kind) {
      case CFB_STRING: return string(target);
      case CFB_TABLE: return table(target, field.table);
      case CFB_UNION: return table(target, member(holder, field, owner, slots, list_size));
      case CFB_SCALAR_VECTOR: return scalars(target, field);
      case CFB_STRING_VECTOR:
      case CFB_TABLE_VECTOR: return elements(target, field);
      default: return true;
    }
  }

  // The table that a union's type field chooses: the field before the union's own.
  int32_t member(uint64_t holder, const cfb_field &field, const cfb::Table &owner, uint64_t slots,
                 uint64_t list_size) const {
    const uint64_t slot = 2 * kSlot + kSlot * (field.id - 1u);
    if (field.id == 0 || slot >= list_size) return -1;
    const auto distance = read<flatbuffers::voffset_t>(slots + slot);
    const cfb_field &type = owner.fields[field.id - 1u];
    if (distance == 0 || type.kind != CFB_UNION_TYPE) return -1;
    const cfb::Enum *members = cfb::enumeration(field.enumeration);
    const cfb::EnumValue *chosen = members ? members->find(bytes_[holder + distance]) : nullptr;
    return chosen ? chosen->table : -1;
  }

  bool length(uint64_t at, uint64_t *count) {
    if (!aligned(at, kOffset) || !take(at, kOffset)) return false;
    *count = read<flatbuffers::uoffset_t>(at);
    return true;
  }

  bool string(uint64_t at) {
    uint64_t count;
    if (!length(at, &count) || !take(at + kOffset, count + 1)) return false;
    const uint64_t end = at + kOffset + count;
    return bytes_[end] == 0 || fail(CFB_UNTERMINATED, end, bytes_[end], 0);
  }

  bool scalars(uint64_t at, const cfb_field &field) {
    uint64_t count;
    if (!length(at, &count)) return false;
    // Bytes are data: they are streamed, never unfolded, so buffers may share them freely.
    const uint64_t size = count * cfb::size_of(field.scalar);
    return field.scalar == CFB_UINT8 ? inside(at + kOffset, size) : counted(at + kOffset, size);
  }

  bool elements(uint64_t at, const cfb_field &field) {
    uint64_t count;
    if (!length(at, &count) || !take(at + kOffset, count * kOffset)) return false;
    for (uint64_t i = 0; i < count; i++) {
      steps_[depth_ - 1].element = static_cast<int64_t>(i);
      uint64_t target;
      if (!follow(at + kOffset * (i + 1), &target)) return false;
      if (field.kind == CFB_STRING_VECTOR ? !string(target) : !table(target, field.table))
        return false;
    }
    return true;
  }
};

}  // namespace

cfb_walk cfb_verify(cfb_buffer buffer, int32_t root) { return Walk(buffer, root).run(); }
