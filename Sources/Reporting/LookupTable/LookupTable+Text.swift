private import Digests

extension LookupTable {
  /// Lines of `index,input_code,output_code`, with these names in the first.
  var csv: String {
    let rows = codes.enumerated().map { index, output in
      "\(index),\(lowestInput + Int32(index)),\(output)\n"
    }
    return "index,input_code,output_code\n" + rows.joined()
  }

  /// A C array of 256 codes; the entry of input code q is at `q - lowest`.
  var c: String {
    let type = isSigned ? "int8_t" : "uint8_t"
    let name = "hard_swish_\(subgraph == 0 ? "" : "\(subgraph)_")\(op)"
    let lines = stride(from: 0, to: codes.count, by: 16).map { start in
      "    " + codes[start..<start + 16].map { "\($0)," }.joined(separator: " ")
    }
    return """
      // \(description.joined(separator: "\n// "))
      // The output code of input code q is \(name)[q - (\(lowestInput))].
      #include <stdint.h>

      static const \(type) \(name)[\(codes.count)] = {
      \(lines.joined(separator: "\n"))
      };

      """
  }

  /// Two hexadecimal digits per line, two's complement; the word at address a is for input code `lowest + a`.
  var memh: String {
    let words = codes.map { [UInt8(truncatingIfNeeded: $0)].hexText + "\n" }
    return "// \(description.joined(separator: "\n// "))\n"
      + "// Address a holds the output code of input code a + (\(lowestInput)), in 8 bits.\n"
      + words.joined()
  }
}
