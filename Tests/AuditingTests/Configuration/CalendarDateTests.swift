import Auditing
import Foundation
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: [
    "2027-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31",
  ])
  func readsWhatItPrints(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00", "27-01-01",
    "2027-1-01", "2027-01-01T00:00", "2027/01/01", "", "-027-01-01", "+027-01-01", "２０２７-01-01",
  ])
  func refusesWhatIsNoDay(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func agreesWithFoundation() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
    // Every 17th day and an odd hour, through leap years and centuries.
    for seconds in stride(from: 0, to: 8_000_000_000, by: 17 * 86_400 + 3_601) {
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
      let date = CalendarDate(secondsSince1970: seconds)
      #expect((date.year, date.month, date.day) == (parts.year, parts.month, parts.day))
    }
  }

  @Test func isOrdered() throws {
    let days = ["2026-12-31", "2027-01-01", "2027-01-02", "2027-02-01"].compactMap {
      CalendarDate($0)
    }
    #expect(days == days.sorted() && Set(days).count == 4)
    #expect(CalendarDate(secondsSince1970: .min) == CalendarDate("1970-01-01"))
    #expect(CalendarDate(secondsSince1970: .max) == CalendarDate("9999-12-31"))
  }
}
