import Storage
import Vocabulary

/// Which part of the audit trail somebody looks at.
struct AuditFilter: Sendable, Hashable {
  var account: Identifier<Account>?
  var record: String?
  /// From the beginning of this moment, up to but not including the other.
  var from: Timestamp?
  var until: Timestamp?

  fileprivate var conditions: SQL {
    var parts: [SQL] = []
    if let account { parts.append("account_id = \(account)") }
    if let record { parts.append("record_id = \(record)") }
    if let from { parts.append("at >= \(from)") }
    if let until { parts.append("at < \(until)") }
    return parts.isEmpty ? "1 = 1" : parts.joined(separator: " AND ")
  }
}

extension Reader {
  /// The newest first.
  func auditEntries(_ filter: AuditFilter, limit: Int, offset: Int) throws -> [AuditEntry] {
    try all(
      """
      SELECT * FROM audit_entries WHERE \(fragment: filter.conditions) ORDER BY at DESC, position DESC, id DESC
      LIMIT \(limit) OFFSET \(offset)
      """
    ) { row in
      AuditEntry(
        id: try row["id"], at: try row["at"], account: try row["account_id"], source: try row["source"],
        action: try row["action"], recordKind: try row["record_kind"], recordID: try row["record_id"],
        details: try row["details"])
    }
  }

  func auditCount(_ filter: AuditFilter) throws -> Int {
    try value("SELECT COUNT(*) FROM audit_entries WHERE \(fragment: filter.conditions)", as: Int.self)
  }
}
