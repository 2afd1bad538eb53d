import Vocabulary
import Web

/// A form whose session had ended when it was sent: its fields travel on, hidden, until its writer is signed in again and
/// sends it once more. It is never sent by itself, and passwords are left behind.
struct CarriedForm: Sendable {
  /// Where the form belongs.
  let path: String
  let fields: [(name: String, value: String)]

  private static let pathField = "carried-path"
  private static let prefix = "carried."
  /// Bytes of names and values; more is not kept, and the page says so.
  static let mostBytes = 192 * 1024

  /// - Parameter path: of the request, checked again because what follows comes from it.
  init?(path: String, fields: QueryParameters) {
    guard let path = DeskPath.safe(path) else { return nil }
    let kept = fields.items.filter { $0.name != FormToken.field && !$0.name.hasPrefix("password") }
    guard kept.reduce(0, { $0 + $1.name.utf8.count + $1.value.utf8.count }) <= Self.mostBytes else { return nil }
    self.path = path
    self.fields = kept
  }

  /// What an earlier page of ours carried on.
  init?(in fields: QueryParameters) {
    guard let path = fields[Self.pathField] else { return nil }
    let own = fields.items.filter { $0.name.hasPrefix(Self.prefix) }
    self.init(
      path: path,
      fields: QueryParameters(items: own.map { (String($0.name.dropFirst(Self.prefix.count)), $0.value) }))
  }

  /// The fields for the next page of the sign-in.
  var hiddenFields: HTML {
    "<input type=\"hidden\" name=\"\(Self.pathField)\" value=\"\(path)\">"
      + fields.map { Self.hidden(Self.prefix + $0.name, $0.value) }.joined()
  }

  /// The fields as they were, to be sent to where they belong.
  var originalFields: HTML { fields.map { Self.hidden($0.name, $0.value) }.joined() }

  private static func hidden(_ name: String, _ value: String) -> HTML {
    // A text area keeps line ends, which an input would drop.
    value.utf8.contains(10)
      ? "<textarea hidden name=\"\(name)\">\n\(value)</textarea>"
      : "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }
}
