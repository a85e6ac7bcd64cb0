"""Finds the end of a FlatBuffer: the last byte of its tables, vectors and strings."""

import struct

from schema_text import SCHEMA

SIZES = {"bool": 1, "byte": 1, "ubyte": 1, "int8": 1, "uint8": 1, "short": 2, "ushort": 2,
         "int16": 2, "uint16": 2, "long": 8, "ulong": 8, "double": 8, "int64": 8, "uint64": 8}


class Extent:
    """Walks every table once, driven by the schema."""

    def __init__(self, data):
        self.data = data
        self.end = 8
        self.seen = set()
        self.table("Model", self.uint32(0))

    def uint32(self, place):
        self.end = max(self.end, place + 4)
        return struct.unpack_from("<I", self.data, place)[0]

    def table(self, name, place):
        """Walks a table; `name` is None for an unknown union member."""
        if (name, place) in self.seen:
            return
        self.seen.add((name, place))
        vtable = place - struct.unpack_from("<i", self.data, place)[0]
        slot_bytes, table_bytes = struct.unpack_from("<HH", self.data, vtable)
        self.end = max(self.end, vtable + slot_bytes, place + table_bytes)
        slot, kind = 4, 0
        for field in SCHEMA.tables.get(name, []):
            is_union = field.type in SCHEMA.unions
            kind = self.field(vtable, slot_bytes, slot) if is_union else 0
            slot += 2 if is_union else 0
            offset = self.field(vtable, slot_bytes, slot)
            slot += 2
            if offset and not SCHEMA.is_scalar(field):
                member = self.data[place + kind] if kind else 0
                self.value(field, place + offset, member)

    def field(self, vtable, slot_bytes, slot):
        """Returns the position of a field in its table; 0 if it is not stored."""
        return struct.unpack_from("<H", self.data, vtable + slot)[0] if slot < slot_bytes else 0

    def value(self, field, place, member):
        """Walks the target of a field."""
        start = place + self.uint32(place)
        if field.type in SCHEMA.unions:
            self.table(SCHEMA.name_of(field.type, member), start)
        elif not field.is_vector and field.type != "string":
            self.table(field.type, start)
        else:
            self.vector(field, start)

    def vector(self, field, start):
        count = self.uint32(start)
        if field.is_vector and (field.type in SCHEMA.tables or field.type == "string"):
            self.end = max(self.end, start + 4 + 4 * count)
            for i in range(count):
                place = start + 4 + 4 * i
                target = place + self.uint32(place)
                if field.type == "string":
                    self.end = max(self.end, target + 5 + self.uint32(target))
                else:
                    self.table(field.type, target)
        elif field.type == "string":
            self.end = max(self.end, start + 5 + count)
        else:
            self.end = max(self.end, start + 4 + count * element_size(field.type))


def element_size(kind):
    """Returns the size of one element; enums in vectors have 32 bits."""
    return SIZES.get(kind, 4)
