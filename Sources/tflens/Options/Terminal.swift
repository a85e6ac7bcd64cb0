import ArgumentParser
import Glibc
import Reporting

/// What the terminal can show.
enum Terminal {
  /// When to use colours.
  enum Color: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never

    /// The option on the command line, for failures that are reported before or after the command runs.
    static var typed: Self {
      let words = RawArguments.escaped.prefix { $0 != "--" }
      let option = "--color"
      if let word = words.last(where: { $0.hasPrefix("\(option)=") }) {
        return Self(rawValue: String(word.dropFirst(option.count + 1))) ?? .auto
      }
      let place = words.lastIndex(of: option).map { $0 + 1 }
      return place.flatMap { $0 < words.endIndex ? Self(rawValue: words[$0]) : nil } ?? .auto
    }
  }

  /// Whether standard output goes to a terminal.
  static var isStandardOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The columns of the terminal; nil if standard output is not one, so that lines stay whole.
  static var width: Int? {
    guard isStandardOutput else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return max(40, Int(size.ws_col))
  }

  /// `error: `, in red if standard error shows colours.
  static func errorPrefix(_ color: Color) -> String {
    isColored(color, STDERR_FILENO) ? "\u{1b}[31merror:\u{1b}[0m " : "error: "
  }

  /// Colours are used on a terminal that supports them, unless NO_COLOR is set (no-color.org).
  fileprivate static func isColored(_ color: Color, _ descriptor: Int32) -> Bool {
    switch color {
    case .always: return true
    case .never: return false
    case .auto:
      let refuses = !(environment("NO_COLOR") ?? "").isEmpty || environment("TERM") == "dumb"
      return isatty(descriptor) == 1 && !refuses
    }
  }

  /// Whether the locale uses UTF-8, by the precedence of POSIX's variables.
  fileprivate static var isUTF8: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
    return locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

extension TextStyle {
  /// The style of standard output.
  static func standardOutput(_ color: Terminal.Color) -> TextStyle {
    TextStyle(
      isColored: Terminal.isColored(color, STDOUT_FILENO), isUnicode: Terminal.isUTF8)
  }
}
