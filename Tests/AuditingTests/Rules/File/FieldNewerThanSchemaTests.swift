import Auditing
import ModelFormat
import Testing

@Suite struct FieldNewerThanSchemaTests {
  /// A model whose root table has a field of the number 10 beside its version: the schema's last is 9.
  private static func model(withField isThere: Bool) -> [UInt8] {
    // Root offset, identifier, the list of fields (16 bytes of slots), the table.
    let slots = [UInt16](repeating: 0, count: 11)
    var list = slots
    list[0] = 4
    if isThere { list[10] = 8 }
    let words = [UInt16(4 + 2 * 11), UInt16(12)] + list
    var bytes = [UInt8]()
    func put(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    // The list takes 26 bytes from 8 on, and 2 of padding.
    put(UInt32(36))
    bytes += Array("TFL3".utf8)
    words.forEach { put($0) }
    put(UInt16(0))
    put(Int32(28))
    put(UInt32(3))
    put(UInt32(7))
    return bytes
  }

  @Test func firesAtANewerFieldOfTheRoot() throws {
    let model = Model(file: try ModelFile(bytes: Self.model(withField: true)))
    let findings = try RuleCase.findings(of: "F015", in: model)
    #expect(findings.map(RuleCase.brief) == ["F015 note"])
    #expect(findings.map(\.message) == ["field 10 is newer than the schema"])
    try RuleGolden.check("F015", case: "a newer field of the root", in: model)
  }

  @Test func isSilentWhereTheListIsLongAndEmpty() throws {
    let model = Model(file: try ModelFile(bytes: Self.model(withField: false)))
    #expect(try RuleCase.findings(of: "F015", in: model).isEmpty)
  }

  @Test(arguments: [RuleCase(notApplicable: "a model of this schema") { _ in }])
  func check(_ c: RuleCase) throws { try c.check("field-newer-than-schema") }
}
