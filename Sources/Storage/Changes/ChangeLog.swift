import Vocabulary

/// How much of the past the change log keeps.
enum ChangeLog {
  /// Entries kept. A transaction with more than this writes none: whoever follows loads everything.
  static let length: Int64 = 10_000
}

extension Reader {
  /// The state that this transaction sees.
  package final func changeMark() throws -> ChangeMark { try markRow().mark }

  /// The records that changed since `mark`.
  package final func changes(since mark: ChangeMark) throws -> Changes {
    let row = try markRow()
    guard mark.epoch == row.mark.epoch, mark.number <= row.mark.number, mark.number >= row.forgotten else {
      return .reload(row.mark)
    }
    var seen: Set<Change> = []
    let changes = try all("SELECT kind, id FROM change_log WHERE number > \(mark.number) ORDER BY position") {
      Change(kind: try $0["kind"], id: try $0["id"])
    }
    return .records(changes.filter { seen.insert($0).inserted }, upTo: row.mark)
  }

  private func markRow() throws -> MarkRow { try one(MarkRow.query, MarkRow.init) }
}

extension Writer {
  /// Counts up under the writer's lock, so that numbers are committed in their order.
  func countChange() throws -> ChangeMark {
    let row = try one(
      "UPDATE change_mark SET number = number + 1 RETURNING epoch, number, position, forgotten", MarkRow.init)
    try log(after: row)
    return row.mark
  }

  private func log(after row: MarkRow) throws {
    guard !recordedChanges.isEmpty else { return }
    guard recordedChanges.count <= ChangeLog.length else {
      try run("DELETE FROM change_log")
      try run("UPDATE change_mark SET forgotten = \(row.mark.number)")
      return
    }
    var position = row.position
    try runMany(recordedChanges) { change in
      position += 1
      return """
        INSERT INTO change_log (position, number, kind, id)
        VALUES (\(position), \(row.mark.number), \(change.kind), \(change.id))
        """
    }
    try forget(upTo: position - ChangeLog.length)
    try run("UPDATE change_mark SET position = \(position)")
  }

  private func forget(upTo position: Int64) throws {
    let last: Int64? = try value("SELECT MAX(number) FROM change_log WHERE position <= \(position)")
    guard let last else { return }
    try run("DELETE FROM change_log WHERE position <= \(position)")
    try run("UPDATE change_mark SET forgotten = \(last)")
  }

  /// Starts a new epoch, so that everyone loads everything.
  func renewEpoch() throws {
    try run("DELETE FROM change_log")
    try run("UPDATE change_mark SET epoch = \(ChangeMark.randomEpoch()), forgotten = number")
  }
}

extension ChangeMark {
  /// 128 random bits in hexadecimal digits.
  static func randomEpoch() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<16).map { _ in
      let byte = UInt8.random(in: 0...255, using: &generator)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

/// The one row of `change_mark`.
private struct MarkRow {
  let mark: ChangeMark
  /// The position of the newest log entry.
  let position: Int64
  /// Changes up to this number are no longer in the log.
  let forgotten: Int64

  static let query: SQL = "SELECT epoch, number, position, forgotten FROM change_mark"

  init(_ row: Row) throws {
    mark = ChangeMark(epoch: try row["epoch"], number: try row["number"])
    position = try row["position"]
    forgotten = try row["forgotten"]
  }
}
