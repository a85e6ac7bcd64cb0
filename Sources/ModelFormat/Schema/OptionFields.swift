internal import CFlatBuffers

/// The fields of operators' options.
public enum OptionFields {
  /// The names of all fields of all options tables.
  public static let names: Set<String> = {
    var names: Set<String> = []
    for union in ["BuiltinOptions", "BuiltinOptions2"] {
      let union = SchemaEnum.named(union)
      for member in union.values {
        let table = cfb_union_table(union.index, member)
        guard table >= 0 else { continue }
        for field in 0..<cfb_field_count(table) {
          names.insert(RecordField(raw: cfb_field_at(table, field)).name)
        }
      }
    }
    return names
  }()
}
