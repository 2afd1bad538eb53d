import Storage
import Vocabulary

/// An account's second factor.
struct SecondFactor: Sendable {
  let secret: [UInt8]
  /// It is asked for at sign-in; before, its owner is still setting it up.
  let isConfirmed: Bool
  let lastStep: Int64
  let unusedCodes: Int

  static let recoveryCodes = 10

  static func purpose(_ id: Identifier<Account>) -> SealPurpose { SealPurpose("second_factors.secret", of: id) }

  /// A code of nearly sixty random bits in letters that are not mistaken for each other.
  static func newRecoveryCode() -> String {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    let code = (0..<12).map { _ in letters[Int.random(in: letters.indices, using: &generator)] }
    return stride(from: 0, to: 12, by: 4).map { String(code[$0..<$0 + 4]) }.joined(separator: "-")
  }

  static func hash(recoveryCode: String, of id: Identifier<Account>, _ sealer: Sealer) -> [UInt8] {
    let letters = recoveryCode.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return sealer.blindIndex(of: "\(id) \(letters)", for: "recovery_codes")
  }
}

extension Reader {
  func secondFactor(of id: Identifier<Account>, _ sealer: Sealer) throws -> SecondFactor? {
    let unused = try value(
      "SELECT COUNT(*) FROM recovery_codes WHERE account_id = \(id) AND used_at IS NULL", as: Int.self)
    return try first("SELECT * FROM second_factors WHERE account_id = \(id)") { row in
      SecondFactor(
        secret: try sealer.open(row["secret_sealed"], for: SecondFactor.purpose(id)),
        isConfirmed: try row["confirmed_at"] as Timestamp? != nil, lastStep: try row["last_step"], unusedCodes: unused)
    }
  }

  func hasSecondFactor(_ id: Identifier<Account>) throws -> Bool {
    try value(
      "SELECT COUNT(*) FROM second_factors WHERE account_id = \(id) AND confirmed_at IS NOT NULL", as: Int.self) > 0
  }
}

extension Writer {
  /// Begins setting up: a secret that is not asked for yet. One that is in use stays.
  func beginSecondFactor(of id: Identifier<Account>, _ sealer: Sealer) throws {
    guard try !hasSecondFactor(id) else { return }
    try run("DELETE FROM second_factors WHERE account_id = \(id)")
    let sealed = try sealer.seal(TimeCode.newSecret(), for: SecondFactor.purpose(id))
    try run("INSERT INTO second_factors (account_id, secret_sealed, last_step) VALUES (\(id), \(sealed), 0)")
  }

  /// Switches it on when the code is right, and returns the recovery codes, which nobody sees again.
  func confirmSecondFactor(
    of id: Identifier<Account>, code: String, keeping session: Identifier<Session>, at now: Timestamp, _ sealer: Sealer
  ) throws -> [String]? {
    guard let factor = try secondFactor(of: id, sealer), !factor.isConfirmed,
      let step = TimeCode.step(of: code, secret: factor.secret, after: factor.lastStep, at: now)
    else { return nil }
    try run("UPDATE second_factors SET confirmed_at = \(now), last_step = \(step) WHERE account_id = \(id)")
    try endSessions(of: id, except: session)
    try changeRights(of: id, at: now)
    try audit("account.second-factor-on", by: .account(id), of: "account", id, at: now)
    return try renewRecoveryCodes(of: id, sealer)
  }

  func renewRecoveryCodes(of id: Identifier<Account>, _ sealer: Sealer) throws -> [String] {
    let codes = (0..<SecondFactor.recoveryCodes).map { _ in SecondFactor.newRecoveryCode() }
    try run("DELETE FROM recovery_codes WHERE account_id = \(id)")
    try runMany(codes) { code in
      """
      INSERT INTO recovery_codes (account_id, code_hash)
      VALUES (\(id), \(SecondFactor.hash(recoveryCode: code, of: id, sealer)))
      """
    }
    return codes
  }

  /// Takes a code of the app or a recovery code, once.
  func useSecondFactor(of id: Identifier<Account>, code: String, at now: Timestamp, _ sealer: Sealer) throws -> Bool {
    guard let factor = try secondFactor(of: id, sealer), factor.isConfirmed else { return false }
    if let step = TimeCode.step(of: code, secret: factor.secret, after: factor.lastStep, at: now) {
      try run("UPDATE second_factors SET last_step = \(step) WHERE account_id = \(id)")
      return true
    }
    let hash = SecondFactor.hash(recoveryCode: code, of: id, sealer)
    let used = try run(
      """
      UPDATE recovery_codes SET used_at = \(now)
      WHERE account_id = \(id) AND code_hash = \(hash) AND used_at IS NULL
      """)
    if used == 1 { try audit("account.recovery-code-used", by: .account(id), of: "account", id, at: now) }
    return used == 1
  }

  package func removeSecondFactor(of id: Identifier<Account>, by actor: Actor, at now: Timestamp) throws {
    let removed = try run("DELETE FROM second_factors WHERE account_id = \(id)")
    try run("DELETE FROM recovery_codes WHERE account_id = \(id)")
    guard removed > 0 else { return }
    try changeRights(of: id, at: now)
    try audit("account.second-factor-off", by: actor, of: "account", id, at: now)
  }
}
