/// The sizes of the structures that TFLite Micro keeps in its arena.
struct MicroStructures {
  /// How TFLite Micro is compiled; sizes in the tables have this order.
  enum Build: Int {
    /// For pointers of 32 bits.
    case bits32
    /// For pointers of 64 bits.
    case bits64
    /// For pointers of 64 bits, with compression and with the allocator that records what it allocates, as in the Python package
    /// `tflite-micro`.
    case pythonPackage

    /// For these pointers, as an application on a device has it.
    init(_ pointers: PointerWidth) { self = pointers == .bits32 ? .bits32 : .bits64 }

    /// The size of a pointer in bytes.
    var pointerByteCount: Int { self == .bits32 ? 4 : 8 }
    /// Whether the allocator records what it allocates.
    var isRecording: Bool { self == .pythonPackage }
  }

  /// What an operator keeps: size and alignment in each build.
  struct Row {
    /// Its options, decoded.
    var options: [Int]?
    /// The data of its kernel, from before it is prepared.
    var data: [Int]?
    /// What the kernel may add when it is prepared.
    var prepared: [Int]?
  }

  /// A structure in memory.
  struct Layout {
    let byteCount: Int
    let alignment: Int
  }

  let build: Build

  /// A structure of the interpreter, by its name in the sources.
  ///
  /// Precondition: the name is in the table.
  subscript(name: String) -> Layout {
    guard let layout = layout(Self.shared[name]) else {
      preconditionFailure("no structure \(name)")
    }
    return layout
  }

  /// What each of these operators keeps; nil if TFLite Micro has no such operator.
  func row(of op: String) -> (options: Layout?, data: Layout?, prepared: Layout?)? {
    Self.operators[op].map { (layout($0.options), layout($0.data), layout($0.prepared)) }
  }

  private func layout(_ sizes: [Int]?) -> Layout? {
    sizes.map { sizes in
      Layout(
        byteCount: sizes[2 * build.rawValue], alignment: sizes[2 * build.rawValue + 1])
    }
  }
}
