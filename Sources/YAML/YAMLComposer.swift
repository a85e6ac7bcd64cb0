/// Builds the tree of nodes from the events of a text.
struct YAMLComposer {
  /// A node and its number of nodes, including itself.
  private typealias Tree = (node: YAMLNode, count: Int)

  private let parser: YAMLParser
  private var anchors: [String: Tree] = [:]
  private var nodeCount = 0
  private let mostNodes: Int

  private init(_ parser: YAMLParser, mostNodes: Int) {
    (self.parser, self.mostNodes) = (parser, mostNodes)
  }

  /// The root of the one document of a text; nil if there is none.
  static func root(of parser: YAMLParser, mostNodes: Int) throws(YAMLFailure) -> YAMLNode? {
    guard case .documentStart = try parser.next().event else { return nil }
    var composer = Self(parser, mostNodes: mostNodes)
    let (event, mark) = try parser.next()
    let root = try composer.tree(event, mark, depth: 0)?.node
    let (last, place) = try parser.next()
    guard case .streamEnd = last else {
      throw YAMLFailure(reason: .grammar("the file has a second document"), mark: place)
    }
    return root
  }

  /// The tree that begins with an event; nil for an event that ends one.
  private mutating func tree(
    _ event: YAMLParser.Event, _ mark: YAMLMark, depth: Int
  ) throws(YAMLFailure) -> Tree? {
    guard depth <= YAMLLimits.deepest else {
      throw YAMLFailure(
        reason: .limit(
          "lists or mappings nested more than \(YAMLLimits.deepest) deep; at most "
            + "\(YAMLLimits.deepest) levels are allowed"), mark: mark)
    }
    let before = nodeCount
    let content: YAMLNode.Content
    let anchor: String?
    switch event {
    case .end, .documentStart, .streamEnd: return nil
    case .alias(let name):
      guard let tree = anchors[name] else {
        throw YAMLFailure(
          reason: .grammar("the alias '*\(name)' refers to no anchor before it"), mark: mark)
      }
      try count(tree.count, mark)
      return tree
    case .scalar(let text, let name): (content, anchor) = (.scalar(text), name)
    case .sequenceStart(let name):
      (content, anchor) = (.sequence(try sequence(depth)), name)
    case .mappingStart(let name):
      (content, anchor) = (.mapping(try mapping(depth)), name)
    }
    try count(1, mark)
    let tree = (node: YAMLNode(content: content, mark: mark), count: nodeCount - before)
    if let anchor { anchors[anchor] = tree }
    return tree
  }

  private mutating func sequence(_ depth: Int) throws(YAMLFailure) -> [YAMLNode] {
    var elements: [YAMLNode] = []
    while true {
      let (event, mark) = try parser.next()
      guard let element = try tree(event, mark, depth: depth + 1) else { return elements }
      elements.append(element.node)
    }
  }

  private mutating func mapping(
    _ depth: Int
  ) throws(YAMLFailure) -> [(key: YAMLNode, value: YAMLNode)] {
    var entries: [(key: YAMLNode, value: YAMLNode)] = []
    var names: Set<String> = []
    while true {
      let (event, mark) = try parser.next()
      guard let key = try tree(event, mark, depth: depth + 1) else { return entries }
      if let name = key.node.scalar, !names.insert(name).inserted {
        throw YAMLFailure(reason: .repeatedKey(name), mark: mark)
      }
      let (valueEvent, valueMark) = try parser.next()
      // In the grammar, each key has a value, even if it is empty.
      guard let value = try tree(valueEvent, valueMark, depth: depth + 1) else { return entries }
      entries.append((key.node, value.node))
    }
  }

  private mutating func count(_ count: Int, _ mark: YAMLMark) throws(YAMLFailure) {
    nodeCount += count
    guard nodeCount <= mostNodes else {
      throw YAMLFailure(
        reason: .limit(
          "more than \(mostNodes) values with aliases repeated; at most \(mostNodes) are allowed"),
        mark: mark)
    }
  }
}

extension YAMLNode {
  /// Returns the root of the one document of a text; nil if there is none.
  ///
  /// - Parameter mostNodes: the maximum number of nodes, with each alias counted as the tree that it repeats.
  /// - Throws: For text that violates the grammar, a repeated key, or more than the limits allow, each
  ///   with its place.
  public static func root(
    of yaml: String, mostNodes: Int = YAMLLimits.mostNodes
  ) throws(YAMLFailure) -> YAMLNode? {
    try Array(yaml.utf8).withUnsafeBufferPointer { bytes throws(YAMLFailure) in
      try YAMLComposer.root(of: YAMLParser(bytes), mostNodes: mostNodes)
    }
  }
}

/// Limits for a YAML text.
public enum YAMLLimits {
  /// The maximum number of nodes in a text, with each alias counted as the tree that it repeats.
  ///
  /// Forty lines of aliases can expand to more nodes than fit in memory. The longest of our
  /// profiles has 3,000 nodes.
  public static let mostNodes = 1 << 18
  /// The maximum nesting of lists and mappings.
  public static let deepest = 256
}
