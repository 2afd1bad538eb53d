import Hummingbird
import Storage
import Vocabulary
import Web

/// Who is signed in: what pages and use cases need to know of the account.
package struct SignedInAccount: Sendable {
  package let id: Identifier<Account>
  package let name: String
  package let grants: [Grant]
  /// The language chosen for the desk; nil follows the browser.
  package let language: Language?

  /// For the audit trail.
  package var actor: Actor { .account(id) }

  /// Whether it may do something to a record that belongs to any of these scopes.
  package func may(_ action: Action, in scopes: Scope...) -> Bool { grants.allow(action, in: scopes) }

  package func may(_ action: Action, inAnyOf scopes: [Scope]) -> Bool { grants.allow(action, in: scopes) }

  /// Whether it may do it to any record at all: enough to show a list, not to change a record.
  package func maySomewhere(_ action: Action) -> Bool { grants.allowSomewhere(action) }
}

/// One look of a signed-in person at one page of the desk.
package struct DeskVisit: Sendable {
  package let account: SignedInAccount
  package let speaker: Speaker
  package let now: Timestamp
  /// The path's decoded segments, `desk` included.
  package let path: [String]
  package let query: QueryParameters
  package let parameters: Parameters
  let session: Identifier<Session>
  /// A role of theirs needs a second factor, and there is none yet: only setting it up is open to them.
  let mustSetUpSecondFactor: Bool
  let transport: Transport
  /// Where the request came from, for throttling only.
  let client: String
  /// Proves that a form was handed out to this session.
  let formToken: String

  package var language: Language { speaker.language }

  /// Stands in every form of the desk: without it the form is refused.
  package var csrfField: HTML { "<input type=\"hidden\" name=\"\(FormToken.field)\" value=\"\(formToken)\">" }
}

/// The token in forms of signed-in people: only this program can make it, and it fits one session only.
///
/// It is hidden behind fresh random bytes in each page, so that compressing the page tells nothing of it.
enum FormToken {
  static let field = "form-token"

  static func make(for session: Identifier<Session>, _ sealer: Sealer) -> String {
    var generator = SystemRandomNumberGenerator()
    let mask = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return (mask + zip(mask, plain(session, sealer)).map { $0 ^ $1 }).base64URL
  }

  static func isRight(_ text: String?, for session: Identifier<Session>, _ sealer: Sealer) -> Bool {
    guard let bytes = text.flatMap({ [UInt8](base64URL: $0) }), bytes.count == 64 else { return false }
    return zip(bytes[..<32], bytes[32...]).map { $0 ^ $1 }.equalsInConstantTime(plain(session, sealer))
  }

  private static func plain(_ session: Identifier<Session>, _ sealer: Sealer) -> [UInt8] {
    sealer.blindIndex(of: session.description, for: "form token")
  }
}
