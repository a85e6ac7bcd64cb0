internal import CYAML

/// The events of a YAML text, from libyaml.
final class YAMLParser {
  /// An event that opens, closes or is a node.
  enum Event {
    case scalar(String, anchor: String?)
    case alias(String)
    case sequenceStart(anchor: String?)
    case mappingStart(anchor: String?)
    case end
    case documentStart
    case streamEnd
  }

  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let bytes: UnsafeBufferPointer<UInt8>

  /// A parser of UTF-8, which must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    parser.initialize(to: yaml_parser_t())
    // It fails only if memory runs out, and then Swift ends the process anyway.
    precondition(yaml_parser_initialize(parser) == 1)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event that matters to a tree of nodes, and where it begins.
  func next() throws(YAMLFailure) -> (event: Event, mark: YAMLMark) {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
      defer { yaml_event_delete(&event) }
      let mark = YAMLMark(event.start_mark)
      switch event.type {
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        let text = String(
          decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        return (.scalar(text, anchor: Self.text(scalar.anchor)), mark)
      case YAML_ALIAS_EVENT: return (.alias(Self.text(event.data.alias.anchor) ?? ""), mark)
      case YAML_SEQUENCE_START_EVENT:
        return (.sequenceStart(anchor: Self.text(event.data.sequence_start.anchor)), mark)
      case YAML_MAPPING_START_EVENT:
        return (.mappingStart(anchor: Self.text(event.data.mapping_start.anchor)), mark)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return (.end, mark)
      case YAML_DOCUMENT_START_EVENT: return (.documentStart, mark)
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return (.streamEnd, mark)
      default: continue
      }
    }
  }

  private static func text(_ anchor: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    anchor.map { String(cString: $0) }
  }

  private var failure: YAMLFailure {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
    // Bytes that are not text have an offset instead of a mark.
    let mark =
      parser.pointee.error == YAML_READER_ERROR
      ? self.mark(at: parser.pointee.problem_offset) : YAMLMark(parser.pointee.problem_mark)
    return YAMLFailure(reason: .grammar(problem), mark: mark)
  }

  private func mark(at offset: Int) -> YAMLMark {
    let before = bytes.prefix(offset)
    let line = before.reversed().prefix { $0 != UInt8(ascii: "\n") }
    return YAMLMark(
      line: 1 + before.count { $0 == UInt8(ascii: "\n") },
      column: 1 + line.count { $0 & 0xc0 != 0x80 })
  }
}

extension YAMLMark {
  /// libyaml counts from 0.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}
