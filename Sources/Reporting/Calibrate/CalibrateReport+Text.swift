extension CalibrateReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
  }
}
