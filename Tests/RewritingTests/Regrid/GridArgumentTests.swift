import ModelFormat
import Rewriting
import Testing

@Suite struct GridArgumentTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let tensor: TensorName
    let scale: Float
    let zeroPoint: Int64

    init(_ text: String, _ tensor: TensorName, _ scale: Float, _ zeroPoint: Int64) {
      (testDescription, self.tensor) = (text, tensor)
      (self.scale, self.zeroPoint) = (scale, zeroPoint)
    }
  }

  @Test(arguments: [
    Case("12=0.05,-128", .index(12), 0.05, -128),
    Case("x=1e-3,0", .name("x"), 1e-3, 0),
    Case("a=b,c=0.5,3", .name("a=b,c"), 0.5, 3),
    Case("model/dense/Relu;bias:0=2,255", .name("model/dense/Relu;bias:0"), 2, 255),
    Case("-1=1,0", .name("-1"), 1, 0),
    Case("==1,0", .name("="), 1, 0),
    Case("99999999999999999999=1,0", .name("99999999999999999999"), 1, 0),
    Case("x=1,9223372036854775807", .name("x"), 1, .max),
  ])
  func reads(_ c: Case) throws {
    let argument = try GridArgument(c.testDescription)
    #expect(argument.tensor == c.tensor)
    #expect(argument.scale == c.scale && argument.zeroPoint == c.zeroPoint)
  }

  @Test(arguments: [
    ("", "--set-quantization is ''; it must be TENSOR=SCALE,ZERO_POINT"),
    ("12", "--set-quantization is '12'; it must be TENSOR=SCALE,ZERO_POINT"),
    ("=0.5,3", "--set-quantization is '=0.5,3'; it must be TENSOR=SCALE,ZERO_POINT"),
    ("x=0.5", "'0.5' has no comma; it must be SCALE,ZERO_POINT"),
    ("x=0,3", "the scale is '0'; it must be a positive number"),
    ("x=-1,3", "the scale is '-1'; it must be a positive number"),
    ("x=nan,3", "the scale is 'nan'; it must be a positive number"),
    ("x=inf,3", "the scale is 'inf'; it must be a positive number"),
    ("x=1e99,3", "the scale is '1e99'; it must be a positive number"),
    ("x=1e-99,3", "the scale is '1e-99'; it must be a positive number"),
    ("x=,3", "the scale is ''; it must be a positive number"),
    ("x=1,", "the zero point is ''; it must be a whole number"),
    ("x=1,0.5", "the zero point is '0.5'; it must be a whole number"),
    (
      "x=1,9223372036854775808",
      "the zero point is '9223372036854775808'; it must be a whole number"
    ),
  ])
  func saysWhatIsWrong(text: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { try GridArgument(text) }
    #expect(error?.code == .wrongArgument)
    #expect(error?.what == message)
  }
}
