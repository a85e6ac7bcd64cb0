import Testing

/// C source with an array, as people and tools write it.
struct CArrayCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let source: String
  /// The name of the array that is asked for; nil for the first.
  let wanted: String?
  /// The name of the array that is found.
  let name: String
  let bytes: [UInt8]
  /// Whether C compilers take it; else only those of C++ do.
  let isC: Bool

  init(
    _ why: String, _ source: String, wanted: String? = nil, name: String = "x",
    gives bytes: [UInt8] = [1, 2, 3], isC: Bool = true
  ) {
    (testDescription, self.source, self.wanted) = (why, source, wanted)
    (self.name, self.bytes, self.isC) = (name, bytes, isC)
  }

  static let all = [
    CArrayCase(
      "xxd -i", "unsigned char x[] = {\n  0x01, 0x02, 0x03\n};\nunsigned int x_len = 3;\n"),
    CArrayCase(
      "tflite-micro's generator",
      """
      #include <cstdint>
      alignas(16) const unsigned char x[] = {0x1,0x2,0x3,};
      const unsigned int x_size = 3;
      """, isC: false),
    CArrayCase(
      "attributes by macros, as in tflite-micro's examples",
      """
      #ifdef __has_attribute
      #define HAVE_ATTRIBUTE(x) __has_attribute(x)
      #else
      #define HAVE_ATTRIBUTE(x) 0
      #endif
      #if HAVE_ATTRIBUTE(aligned) || (defined(__GNUC__) && !defined(__clang__))
      #define DATA_ALIGN_ATTRIBUTE __attribute__((aligned(4)))
      #else
      #define DATA_ALIGN_ATTRIBUTE
      #endif
      const uint8_t x[] DATA_ALIGN_ATTRIBUTE = {0x01, 0x02, 0x03};
      const int x_len = 3;
      """),
    CArrayCase(
      "an attribute before the name", "__attribute__((aligned(16))) const uint8_t x[] = {1, 2, 3};"),
    CArrayCase(
      "a C++ attribute", "[[maybe_unused]] alignas(8) static const uint8_t x[3] = {1, 2, 3};",
      isC: false),
    CArrayCase("constexpr", "constexpr unsigned char x[] = {1, 2, 3};", isC: false),
    CArrayCase("a list without an equals sign", "const unsigned char x[] {1, 2, 3};", isC: false),
    CArrayCase(
      "inside a namespace",
      "namespace models { namespace { const unsigned char y = 1; } }\nunsigned char x[] = {1, 2, 3};",
      isC: false),
    CArrayCase(
      "with C linkage",
      "extern \"C\" {\nextern const unsigned char x[];\nconst unsigned char x[] = {1, 2, 3};\n}\n",
      isC: false),
    CArrayCase("const behind the type", "unsigned char const x[] = { 1 , 2 , 3 } ;"),
    CArrayCase("without const", "static uint8_t x [ 3 ] = {1,2,3};"),
    CArrayCase(
      "every form of number", "const uint8_t x[] = {0x1C, 0Xff, 28, 034, 0, 00, 7u, 0x7UL, 255};",
      gives: [0x1c, 0xff, 28, 28, 0, 0, 7, 7, 255]),
    CArrayCase(
      "binary numbers and separators", "const uint8_t x[] = {0b101, 0B11, 0x1'f, 2'5};",
      gives: [5, 3, 31, 25], isC: false),
    CArrayCase("signs", "const uint8_t x[] = {+1, - 0, + 3};", gives: [1, 0, 3]),
    CArrayCase(
      "signed elements", "const signed char x[] = {-128, -1, 0, 127};",
      gives: [0x80, 0xff, 0, 0x7f]),
    CArrayCase("int8_t", "const int8_t x[] = {-2, 1};", gives: [0xfe, 1]),
    CArrayCase(
      "char with values past 127",
      "const char x[] = {0x01, 0xff, 3};", gives: [1, 0xff, 3]),
    CArrayCase(
      "comments everywhere",
      "/* uint8_t y[] = {9}; */ const /**/ uint8_t // y[] = {9}\n x/**/[/*3*/] = {1 /* one, */, // two\n 2,/**/3/**/};"
    ),
    CArrayCase("line ends of Windows", "const uint8_t x[] = {\r\n  1,\r\n  2,\r\n  3\r\n};\r\n"),
    CArrayCase(
      "continued lines", "#define UNUSED {9, \\\n 9}\nconst uint8_t \\\nx[] = {1, 2, \\\n3};"),
    CArrayCase(
      "continued lines of Windows",
      "#define UNUSED {9, \\\r\n 9}\r\nconst uint8_t x[] = {1, 2, 3};\r\n"),
    CArrayCase("a declaration first", "extern const uint8_t x[];\nconst uint8_t x[] = {1, 2, 3};"),
    CArrayCase(
      "zeros that are left out", "const uint8_t x[6] = {1, 2, 3};", gives: [1, 2, 3, 0, 0, 0]),
    CArrayCase("a length by name", "enum { size = 3 };\nconst uint8_t x[size] = {1, 2, 3};"),
    CArrayCase("the first of several", "uint8_t x[] = {1, 2, 3}, y[] = {4};\nuint8_t z[] = {5};"),
    CArrayCase(
      "the second of several", "uint8_t y[] = {4}, x[] = {1, 2, 3};\nuint8_t z[] = {5};",
      wanted: "x"),
    CArrayCase(
      "the last of several", "uint8_t y[] = {4};\nstatic uint8_t x[] = {1, 2, 3};", wanted: "x"),
    CArrayCase(
      "arrays of other types first",
      "const char *names[] = {\"a{\", \"b\"};\nint sizes[] = {1, 300};\nfloat f[2] = {1.5e+3f, 2};\nuint8_t m[1][2] = {{1, 2}};\nconst char text[] = \"uint8_t y[] = {9};\";\nuint8_t x[] = {1, 2, 3};"
    ),
    CArrayCase(
      "characters that look like braces",
      "static const char c = '{', q = '\\'', d = '\"';\nuint8_t x[] = {1, 2, 3};"),
    CArrayCase(
      "functions before it",
      "static int f(const char a[], int b[2]) { int c[2] = {1, 2}; return a[0] + b[1] + c[0]; }\nuint8_t x[] = {1, 2, 3};"
    ),
    CArrayCase(
      "structures before it",
      "struct s { uint8_t a[4]; int b; };\nstruct s t = {{1, 2}, 3};\nuint8_t x[] = {1, 2, 3};"),
    CArrayCase(
      "a dead branch",
      "#if 0\nuint8_t x[] = {9};\n#if 1\n#endif\n#else\nuint8_t x[] = {1, 2, 3};\n#endif"),
    CArrayCase(
      "a dead alternative",
      "#if 1 // new\nuint8_t x[] = {1, 2, 3};\n#elif 1\nuint8_t x[] = {9};\n#else\nuint8_t x[] = {8};\n#endif\n"
    ),
    CArrayCase(
      "text in a dead branch",
      "#if 0\ndon't /* #endif */ read \"this\n#endif\nuint8_t x[] = {1, 2, 3};"),
    CArrayCase(
      "a raw string", "const char *s = R\"z(\" uint8_t x[] = {9}; )z\";\nuint8_t x[] = {1, 2, 3};",
      isC: false),
    CArrayCase("a byte order mark", "\u{feff}uint8_t x[] = {1, 2, 3};"),
    CArrayCase(
      "a name with a type of its own", "typedef unsigned char octet;\noctet x[] = {1, 2, 3};",
      wanted: "x"),
    CArrayCase(
      "a length that is greater than the one that is said",
      "uint8_t x[] = {1, 2, 3};\nint x_len = 2;"),
  ]
}

/// C source that no array can be read from.
struct CArrayFault: CustomTestStringConvertible, Sendable {
  let source: String
  let wanted: String?
  let code: String
  let place: String
  let what: String
  var testDescription: String { source.replacing("\n", with: "\\n") }

  init(_ source: String, wanted: String? = nil, _ code: String, _ place: String, _ what: String) {
    (self.source, self.wanted, self.code) = (source, wanted, code)
    (self.place, self.what) = (place, what)
  }

  static let all = [
    CArrayFault(
      "", "no-c-array", "",
      "the source has no array of bytes; there must be one, as in 'const unsigned char x[] = {0x1c, ...};'"
    ),
    CArrayFault(
      "int main() { return 0; }\n", "no-c-array", "",
      "the source has no array of bytes; there must be one, as in 'const unsigned char x[] = {0x1c, ...};'"
    ),
    CArrayFault(
      "#pragma once\nextern const unsigned char g_model[];\nextern const int g_model_len;\n",
      "c-array-declared", "2:28", "'g_model' is only declared; its values must be in the file"),
    CArrayFault(
      "uint8_t y[] = {1};\nextern uint8_t x[4];", wanted: "x", "c-array-declared", "2:16",
      "'x' is only declared; its values must be in the file"),
    CArrayFault(
      "\nfloat w[] = {1, 2};", "no-c-array", "2:7",
      "'w' has elements of type float; it must be a list of bytes"),
    CArrayFault(
      "const char *w[] = {\"a\"};", wanted: "w", "no-c-array", "1:13",
      "'w' has pointers as elements; it must be a list of bytes"),
    CArrayFault(
      "const char x[] = \"\\x1c\";", "no-c-array", "1:12",
      "'x' is a string; it must be a list of bytes"),
    CArrayFault(
      "uint8_t x[2][2] = {{1, 2}, {3, 4}};", "no-c-array", "1:9",
      "'x' has more than one dimension; it must be a list of bytes"),
    CArrayFault(
      "octet x[] = {1};", "no-c-array", "1:7",
      "'x' has elements of an unknown type; it must be a list of bytes"),
    CArrayFault(
      "uint8_t x[] = {1};", wanted: "y", "no-c-array", "",
      "no array of bytes is named 'y'; the only one is 'x'"),
    CArrayFault(
      "int x;", wanted: "x", "no-c-array", "", "no array of bytes is named 'x'; the source has none"
    ),
    CArrayFault(
      "uint8_t x[] = {1, 2, 300};", "c-array-value", "1:22",
      "the value 300; a byte must be 0 to 255"),
    CArrayFault(
      "uint8_t x[] = {1,\n  -1};", "c-array-value", "2:3", "the value -1; a byte must be 0 to 255"),
    CArrayFault(
      "int8_t x[] = {-129};", "c-array-value", "1:15", "the value -129; a byte must be -128 to 255"),
    CArrayFault(
      "uint8_t x[] = {0x1g};", "c-array-value", "1:16",
      "'0x1g' is not an integer that fits a byte; a byte must be 0 to 255"),
    CArrayFault(
      "uint8_t x[] = {08};", "c-array-value", "1:16",
      "'08' is not an integer that fits a byte; a byte must be 0 to 255"),
    CArrayFault(
      "uint8_t x[] = {0x};", "c-array-value", "1:16",
      "'0x' is not an integer that fits a byte; a byte must be 0 to 255"),
    CArrayFault(
      "uint8_t x[] = {1.5};", "c-array-value", "1:16",
      "'1.5' is not an integer that fits a byte; a byte must be 0 to 255"),
    CArrayFault(
      "uint8_t x[] = {99999999999999999999};", "c-array-value", "1:16",
      "'99999999999999999999' is not an integer that fits a byte; a byte must be 0 to 255"),
    CArrayFault(
      "uint8_t x[] = {1, FOO};", "c-array-malformed", "1:19",
      "found 'FOO'; a value must be a number"),
    CArrayFault(
      "uint8_t x[] = {1, 'a'};", "c-array-malformed", "1:19", "found '''; a value must be a number"),
    CArrayFault(
      "uint8_t x[] = {1,, 2};", "c-array-malformed", "1:18", "found ','; a value must be a number"),
    CArrayFault(
      "uint8_t x[] = {1 2};", "c-array-malformed", "1:18",
      "found '2'; ',' or '}' must follow the first 1 value"),
    CArrayFault(
      "uint8_t x[] = {1, 2;\n", "c-array-malformed", "1:20",
      "found ';'; ',' or '}' must follow the first 2 values"),
    CArrayFault(
      "// \u{fc}\nuint8_t \u{fc}\u{fc}, x[] = {1, \u{fc}};", wanted: "x", "c-array-malformed",
      "2:23", "found '\u{fc}'; a value must be a number"),
    CArrayFault(
      "uint8_t x[] =\n {1, 2,\n", "c-array-malformed", "2:2",
      "the list of values has no end; it must end with '}'"),
    CArrayFault(
      "uint8_t x[] = {1, 2", "c-array-malformed", "1:15",
      "the list of values has no end; it must end with '}'"),
    CArrayFault(
      "uint8_t x[] = {1, /* 2};", "c-array-malformed", "1:19",
      "a comment has no end; it must end with '*/'"),
    CArrayFault(
      "uint8_t x[] = {\n#include \"x.inc\"\n};", "c-array-malformed", "2:1",
      "a directive in the list of values; only numbers are allowed"),
    CArrayFault(
      "uint8_t x[] = {};", "c-array-malformed", "1:15",
      "the list of 'x' is empty; it must have values"),
    CArrayFault(
      "uint8_t x[2] = {1, 2, 3};", "c-array-malformed", "1:23",
      "value 3 of an array of 2; at most 2 are allowed"),
    CArrayFault(
      "#ifdef A\nuint8_t x[] = {1};\n#else\nuint8_t x[] = {2};\n#endif", "c-array-malformed", "4:9",
      "'x' is defined again; an array is defined once"),
    CArrayFault(
      "uint8_t x[4000000000] = {1};", "c-array-length", "1:9",
      "'x' has 4000000000 elements but 1 value; at most 1048576 values may be left out"),
    CArrayFault(
      "uint8_t x[] = {1, 2};\nunsigned int x_len = 3;", "c-array-length", "2:14",
      "'x' has 2 values; 'x_len' says 3"),
  ]
}
