import QuantMath
import Testing

@Suite struct CastTests {
  @Test func wrapsBetweenInt8AndUInt8() {
    #expect([-128, -1, 0, 127].map { castReference($0, to: .uint8) } == [128, 255, 0, 127])
    #expect([128, 255, 0, 127].map { castReference($0, to: .int8) } == [-128, -1, 0, 127])
  }

  @Test func keepsWhatFits() {
    #expect([-128, 127].map { castReference($0, to: .int16) } == [-128, 127])
    #expect(castReference(.min, to: .int32) == .min)
  }
}
