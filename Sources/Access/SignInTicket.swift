import Storage
import Vocabulary

/// Proves between the two steps of a sign-in that the password was right. It holds for five minutes, for one account, and
/// only as long as its rights and password are what they were.
struct SignInTicket: Sendable {
  let account: Identifier<Account>
  let rightsVersion: Int

  private static let lifetime: Int64 = 300

  func text(at now: Timestamp, _ sealer: Sealer) throws -> String {
    let sealed = try sealer.seal(
      "\(now.seconds + Self.lifetime) \(rightsVersion)", for: Self.purpose(account))
    return "\(account).\(sealed.base64URL)"
  }

  init(account: Identifier<Account>, rightsVersion: Int) {
    self.account = account
    self.rightsVersion = rightsVersion
  }

  init?(_ text: String, at now: Timestamp, _ sealer: Sealer) {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let account = Identifier<Account>(parts[0]),
      let sealed = [UInt8](base64URL: String(parts[1])),
      let words = try? sealer.openText(sealed, for: Self.purpose(account)).split(separator: " "), words.count == 2,
      let end = Int64(words[0]), now.seconds < end, let rightsVersion = Int(words[1])
    else { return nil }
    self.init(account: account, rightsVersion: rightsVersion)
  }

  private static func purpose(_ id: Identifier<Account>) -> SealPurpose { SealPurpose("sign-in ticket", of: id) }
}
