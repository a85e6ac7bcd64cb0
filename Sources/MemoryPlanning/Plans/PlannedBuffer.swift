/// A buffer that a plan finds room for.
struct PlannedBuffer: Equatable {
  /// Its size in bytes, as a multiple of the plan's alignment.
  let byteCount: Int
  /// The steps at which it is in use, from the first to the last.
  let steps: ClosedRange<Int>
  /// Where it must stand; nil if the plan decides.
  var fixedOffset: Int?
}
