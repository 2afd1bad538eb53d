import Storage
import Vocabulary

/// How long somebody stays signed in.
package struct SessionLimits: Sendable, Hashable {
  package var idleSeconds: Int64
  package var absoluteSeconds: Int64

  package init(idleSeconds: Int64 = 8 * 3600, absoluteSeconds: Int64 = 7 * 86400) {
    self.idleSeconds = idleSeconds
    self.absoluteSeconds = absoluteSeconds
  }
}

/// A stay at the desk, from sign-in to sign-out, on one browser.
package struct Session: Sendable {
  package let id: Identifier<Session>
  package let account: Identifier<Account>
  package let createdAt: Timestamp
  package let seenAt: Timestamp
  package let endsAt: Timestamp
  let rightsVersion: Int
  package let browser: String
  /// The token asked with was replaced a moment ago; the browser has the new one already.
  let isReplaced: Bool

  /// A token that was replaced stays valid for these many seconds.
  static let replacementGrace: Int64 = 30
  /// `seenAt` is not written more often than this.
  static let seenStep: Int64 = 60

  func isOver(at now: Timestamp, _ limits: SessionLimits) -> Bool {
    now >= endsAt || now.seconds - seenAt.seconds > limits.idleSeconds
  }
}

extension Reader {
  /// The session of a token, whether over or not.
  func session(_ token: SecretToken, at now: Timestamp) throws -> Session? {
    let hash = token.hash
    let graceBegan = now.adding(seconds: -Session.replacementGrace)
    return try first(
      """
      SELECT *, CASE WHEN token_hash = \(hash) THEN 0 ELSE 1 END AS is_replaced FROM sessions
      WHERE token_hash = \(hash) OR (previous_hash = \(hash) AND replaced_at >= \(graceBegan))
      """, Session.init(row:))
  }

  /// The sessions of an account that are not over, the newest first.
  package func sessions(of account: Identifier<Account>, at now: Timestamp, _ limits: SessionLimits) throws -> [Session]
  {
    try all(
      "SELECT *, 0 AS is_replaced FROM sessions WHERE account_id = \(account) ORDER BY seen_at DESC, id",
      Session.init(row:)
    ).filter { !$0.isOver(at: now, limits) }
  }
}

extension Session {
  fileprivate init(row: Row) throws {
    id = try row["id"]
    account = try row["account_id"]
    createdAt = try row["created_at"]
    seenAt = try row["seen_at"]
    endsAt = try row["ends_at"]
    rightsVersion = try row["rights_version"]
    browser = try row["browser"]
    isReplaced = try row["is_replaced"]
  }
}

extension Writer {
  /// Begins a session and returns its token, which is never the one the browser came with.
  func beginSession(
    of account: Identifier<Account>, rightsVersion: Int, browser: String, at now: Timestamp, _ limits: SessionLimits
  ) throws -> SecretToken {
    let token = SecretToken.make()
    try run(
      """
      INSERT INTO sessions (id, account_id, token_hash, created_at, seen_at, ends_at, rights_version, browser)
      VALUES (\(Identifier<Session>.make(at: now)), \(account), \(token.hash), \(now), \(now),
        \(now.adding(seconds: limits.absoluteSeconds)), \(rightsVersion), \(browser))
      """)
    return token
  }

  func touchSession(_ id: Identifier<Session>, at now: Timestamp) throws {
    try run("UPDATE sessions SET seen_at = \(now) WHERE id = \(id) AND seen_at < \(now)")
  }

  /// Gives the session a new token, once: of several requests at the same time one gets it, the others nil.
  func replaceToken(of session: Session, rightsVersion: Int, at now: Timestamp) throws -> SecretToken? {
    let token = SecretToken.make()
    let changed = try run(
      """
      UPDATE sessions SET previous_hash = token_hash, replaced_at = \(now), token_hash = \(token.hash),
        rights_version = \(rightsVersion)
      WHERE id = \(session.id) AND rights_version = \(session.rightsVersion)
      """)
    return changed == 1 ? token : nil
  }

  @discardableResult
  func endSession(_ id: Identifier<Session>, of account: Identifier<Account>) throws -> Bool {
    try run("DELETE FROM sessions WHERE id = \(id) AND account_id = \(account)") > 0
  }

  @discardableResult
  func endSessions(of account: Identifier<Account>, except kept: Identifier<Session>? = nil) throws -> Int {
    guard let kept else { return try run("DELETE FROM sessions WHERE account_id = \(account)") }
    return try run("DELETE FROM sessions WHERE account_id = \(account) AND id <> \(kept)")
  }
}

/// A browser's family, for the list of one's sessions: enough to tell a phone from an office, not enough to tell people apart.
package enum BrowserFamily {
  package static func name(_ userAgent: String?) -> String {
    guard let text = userAgent else { return "" }
    let families = [
      ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
      ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Chromium", "Chromium"), ("Safari", "Safari"),
    ]
    let systems = [
      ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
      ("Linux", "Linux"),
    ]
    let family = families.first { text.contains($0.0) }?.1
    let system = systems.first { text.contains($0.0) }?.1
    return [family, system].compactMap(\.self).joined(separator: ", ")
  }
}
