import Vocabulary

/// An address that may stand in `href`, `src` or `action`: a path of this site, or a checked `http(s)`, `mailto` or `tel` one.
package struct SafeURL: Sendable, Hashable, CustomStringConvertible {
  package let string: String
  package var description: String { string }

  /// A path of this site from its segments, each percent-encoded, with query items in the order given.
  package init(path segments: [String], query: [(String, String)] = []) {
    var text = ""
    for segment in segments { text += "/" + Self.encode(segment) }
    if text.isEmpty { text = "/" }
    string = text + Self.queryString(query)
  }

  /// A path written in the source code.
  package init(_ literal: StaticString) { string = literal.description }

  /// An address that somebody typed: only `http` and `https` with a host, without credentials, spaces or control characters.
  package init?(web text: String) {
    let trimmed = text.trimmed
    let lowered = trimmed.lowercased()
    guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://"), trimmed.utf8.count <= 2000,
      trimmed.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "\\") })
    else { return nil }
    let authority = lowered.drop { $0 != ":" }.dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.isEmpty, !authority.contains("@") else { return nil }
    string = trimmed
  }

  /// `mailto:` for something that looks like one mail address.
  package init?(mail address: String) {
    let trimmed = address.trimmed
    let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), trimmed.utf8.count <= 254,
      trimmed.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !"\"<>(),:;\\[]?&%".utf8.contains($0) })
    else { return nil }
    string = "mailto:" + trimmed
  }

  /// `tel:` with the digits of a phone number; nil when fewer than three digits remain.
  package init?(phone number: String) {
    var digits = ""
    for character in number.utf8 {
      if (48...57).contains(character) { digits.append(Character(UnicodeScalar(character))) }
      if character == UInt8(ascii: "+"), digits.isEmpty { digits = "+" }
      if character == UInt8(ascii: "(") && digits.hasPrefix("+") { continue }
    }
    guard digits.utf8.count >= 3 else { return nil }
    string = "tel:" + digits
  }

  /// The same address with a fragment.
  package func fragment(named name: String) -> SafeURL { SafeURL(checked: string + "#" + Self.encode(name)) }

  /// The same address below a first segment, such as a language.
  package func below(_ segment: String) -> SafeURL {
    let rest = string == "/" ? "" : string.hasPrefix("/?") ? String(string.dropFirst()) : string
    return SafeURL(checked: "/" + Self.encode(segment) + rest)
  }

  /// The same path under a site's base address.
  package func absolute(under base: String) -> String { string.hasPrefix("/") ? base + string : string }

  fileprivate init(checked: String) { string = checked }

  static func queryString(_ items: [(String, String)]) -> String {
    guard !items.isEmpty else { return "" }
    return "?" + items.map { encode($0.0) + "=" + encode($0.1) }.joined(separator: "&")
  }

  private static func encode(_ text: String) -> String {
    if text.utf8.allSatisfy(isUnreserved) { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3)
    for byte in text.utf8 {
      if isUnreserved(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(hexDigit(byte >> 4))
        bytes.append(hexDigit(byte & 15))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// RFC 3986, section 2.3.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95, 126: true
    default: false
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 55 + value }
}

extension SafeURL {
  /// `geo:` (RFC 5870): opens the visitor's own map program.
  package init(geo latitude: Double, _ longitude: Double) {
    self.init(checked: "geo:\(latitude),\(longitude)?q=\(latitude),\(longitude)")
  }

  /// The host of a web address, for people to read.
  package var host: String {
    guard let slashes = string.firstRange(of: "//") else { return string }
    let authority = string[slashes.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return authority.hasPrefix("www.") ? String(authority.dropFirst(4)) : String(authority)
  }
}
