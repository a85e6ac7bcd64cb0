/// A number as a FlatBuffer stores it, in little-endian order.
public protocol StoredScalar: BitwiseCopyable, Sendable {
  /// The value from the bytes as they stand in the file.
  init(stored: Self)
}

extension StoredScalar where Self: FixedWidthInteger {
  /// The value from the bytes as they stand in the file.
  @inlinable public init(stored: Self) { self.init(littleEndian: stored) }
}

extension Int8: StoredScalar {}
extension UInt8: StoredScalar {}
extension Int16: StoredScalar {}
extension UInt16: StoredScalar {}
extension Int32: StoredScalar {}
extension UInt32: StoredScalar {}
extension Int64: StoredScalar {}
extension UInt64: StoredScalar {}
extension Float: StoredScalar {
  /// The value from the bytes as they stand in the file.
  @inlinable public init(stored: Float) {
    self.init(bitPattern: UInt32(littleEndian: stored.bitPattern))
  }
}
extension Double: StoredScalar {
  /// The value from the bytes as they stand in the file.
  @inlinable public init(stored: Double) {
    self.init(bitPattern: UInt64(littleEndian: stored.bitPattern))
  }
}

/// A vector of numbers, read in place.
///
/// Its reads are inlined into the caller, because rules go over the scales of every channel.
@frozen
public struct Scalars<Element: StoredScalar>: RandomAccessCollection, Sendable {
  /// Keeps the bytes where they are.
  @usableFromInline let file: ModelFile
  @usableFromInline nonisolated(unsafe) let start: UnsafeRawPointer?
  /// The number of elements.
  public let count: Int

  /// The elements from `offset` in the file, which are brought into memory.
  init(file: ModelFile, offset: Int, count: Int) {
    let bytes = file.storage.bytes(from: offset, count: count * MemoryLayout<Element>.size)
    self.file = file
    start = bytes.baseAddress
    self.count = bytes.count / MemoryLayout<Element>.size
  }

  /// A fact about the numbers, computed once for all vectors that are the same part of the file.
  public func shared<Fact: Sendable>(_ name: String, _ find: () -> Fact) -> Fact {
    // Going over a short vector is cheaper than a look-up.
    guard count > 64, let start else { return find() }
    let part = FileMemo.Part(offset: Int(bitPattern: start), count: count)
    return file.memo.fact(FileMemo.Question(name: name, part: part), find)
  }

  /// No elements.
  static func none(in file: ModelFile) -> Self { Self(file: file, offset: 0, count: 0) }

  /// The elements, copied.
  public var array: [Element] {
    guard let first else { return [] }
    // Filled first, because other ways of making an array look up the type each time, which costs more than a
    // short list.
    var elements = [Element](repeating: first, count: count)
    elements.withUnsafeMutableBytes { bytes in
      bytes.copyMemory(from: UnsafeRawBufferPointer(start: start, count: bytes.count))
    }
    // On a little-endian machine this changes nothing, and the compiler knows.
    for position in elements.indices { elements[position] = Element(stored: elements[position]) }
    return elements
  }

  /// 0, the position of the first element.
  @inlinable public var startIndex: Int { 0 }
  /// The number of elements.
  @inlinable public var endIndex: Int { count }

  /// The element at `position`.
  ///
  /// Precondition: `0 ..< count`.
  @inlinable public subscript(position: Int) -> Element {
    guard let start, position >= 0, position < count else {
      preconditionFailure("an index must be below the number of elements")
    }
    let offset = position * MemoryLayout<Element>.size
    return withExtendedLifetime(file) {
      Element(stored: start.loadUnaligned(fromByteOffset: offset, as: Element.self))
    }
  }
}
