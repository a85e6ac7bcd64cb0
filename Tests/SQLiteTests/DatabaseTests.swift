import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct DatabaseTests {
  @Test func everyTypeComesBack() throws {
    let db = try Database()
    let values: [Value] = [
      .null, .integer(.max), .integer(.min), .real(0.1), .text(""), .text("é\u{0}x"), .blob([]),
      .blob([0, 255]),
    ]
    for value in values { #expect(try db.rows("SELECT ?", value).map(\.values) == [[value]]) }
    #expect(try db.rows("SELECT ?", .real(.nan))[0][0] == .null)
    // SQLite's own names of the types.
    let types = try values.map { try db.rows("SELECT typeof(?)", $0)[0].text(0) }
    #expect(types == ["null", "integer", "integer", "real", "text", "text", "blob", "blob"])
  }

  @Test func aParameterThatStandsTwiceIsOne() throws {
    #expect(
      try Database().rows("SELECT ?1 || ?2 || ?1", .text("a"), .text("b"))[0].text(0) == "aba")
  }

  @Test(arguments: [
    ("SELEC 1", "syntax error"), ("", "no statement"), ("-- a comment", "no statement"),
    ("SELECT 1; SELECT 2", "more than one"), ("SELECT 1; nonsense", "syntax error"),
    ("SELECT * FROM nowhere", "no such table"),
  ])
  func whatIsNotOneStatementIsRefused(sql: String, words: String) throws {
    let db = try Database()
    let error = try #require(throws: SQLiteError.self) { try db.prepare(sql) }
    #expect(error.message.contains(words), "\(error.message)")
  }

  @Test func oneStatementMayEndWithMore() throws {
    #expect(try Database().prepare("SELECT 1; -- done\n ;").rows().count == 1)
  }

  @Test func aFailedTransactionLeavesNothing() throws {
    let db = try Database()
    try db.execute("CREATE TABLE t (x INTEGER PRIMARY KEY)")
    #expect(throws: SQLiteError.self) {
      try db.transaction {
        try db.run("INSERT INTO t VALUES (1)")
        try db.run("INSERT INTO t VALUES (1)")
      }
    }
    #expect(try db.rows("SELECT * FROM t").isEmpty)
    try db.transaction { try db.run("INSERT INTO t VALUES (7)") }
    #expect(try db.rows("SELECT * FROM t")[0].number(0) == 7)
    #expect(db.lastInsertedRow == 7)
  }

  @Test func foreignKeysHold() throws {
    let db = try Database()
    try db.execute(
      """
      CREATE TABLE a (x INTEGER PRIMARY KEY);
      CREATE TABLE b (x INTEGER REFERENCES a ON DELETE CASCADE);
      INSERT INTO a VALUES (1); INSERT INTO b VALUES (1); DELETE FROM a
      """)
    #expect(try db.rows("SELECT * FROM b").isEmpty)
  }

  @Test func readingWritesNothing() throws {
    try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "a.sqlite").path
      #expect(throws: SQLiteError.self) { try Database(path: path, .reading) }
      try Database(path: path, .writing).execute("CREATE TABLE t (x)")
      let db = try Database(path: path, .reading)
      #expect(throws: SQLiteError.self) { try db.run("INSERT INTO t VALUES (1)") }
      #expect(try db.prepare("INSERT INTO t VALUES (1)").isReadOnly == false)
      #expect(try db.prepare("SELECT * FROM t").isReadOnly)
    }
  }
}
