import Storage
import Vocabulary
import Web

/// Asks for the password again before something that would let a stranger at an open screen take the account over.
struct PasswordProof: Sendable {
  let desk: Desk
  let passwords: Passwords
  let throttle: SignInThrottle

  /// What is wrong with the password typed, in words; nil when it is right.
  func fault(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> String? {
    let typed = fields.items.first { $0.name == "password-old" }?.value ?? ""
    if typed.isEmpty { return visit.speaker(AccessText.passwordOldWrong) }
    let key = Array(visit.account.id.description.utf8)
    if let wait = throttle.wait(account: key, client: visit.client, isKnownAddress: false, at: visit.now) {
      return visit.speaker(AccessText.signInWait, count: Int(wait))
    }
    let stored = try await desk.database.read { reader in
      try reader.value("SELECT password FROM accounts WHERE id = \(visit.account.id)", as: String?.self)
    }
    do {
      if typed.utf8.count <= 1024, try await passwords.check(typed, against: stored).isRight {
        throttle.succeeded(account: key)
        return nil
      }
    } catch is Passwords.Busy {
      return visit.speaker(AccessText.signInBusy)
    }
    throttle.failed(account: key, client: visit.client, at: visit.now)
    return visit.speaker(AccessText.passwordOldWrong)
  }

  static func field(_ speaker: Speaker, error: String?, id: String = "password-old") -> Components.FormField {
    var old = Components.FormField(id, speaker(AccessText.oldPassword))
    old.kind = .password
    old.autocomplete = "current-password"
    old.isRequired = true
    old.error = error
    return old
  }
}
