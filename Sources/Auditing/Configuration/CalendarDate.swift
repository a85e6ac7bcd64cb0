/// A day of the Gregorian calendar.
public struct CalendarDate: Sendable, Hashable {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day, from 1 to the last of its month.
  public let day: Int

  /// The day written as `2027-01-31`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2d }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year > 0, (1...12).contains(month), day >= 1, day <= Self.dayCount(of: month, in: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day in UTC of a time in seconds since the beginning of 1970; earlier times count as its first day.
  public init(secondsSince1970 seconds: Int) {
    var days = max(0, min(seconds, 253_402_300_799)) / 86_400
    var year = 1970
    while days >= Self.dayCount(of: year) {
      days -= Self.dayCount(of: year)
      year += 1
    }
    var month = 1
    while days >= Self.dayCount(of: month, in: year) {
      days -= Self.dayCount(of: month, in: year)
      month += 1
    }
    (self.year, self.month, day) = (year, month, days + 1)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func dayCount(of year: Int) -> Int { isLeap(year) ? 366 : 365 }

  private static func dayCount(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CalendarDate: Comparable {
  /// Earlier days are less.
  public static func < (a: Self, b: Self) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `2027-01-31`.
  public var description: String {
    func padded(_ number: Int, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}
