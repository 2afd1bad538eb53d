import Vocabulary

/// The query of an address or a URL-encoded form, decoded strictly: broken percent encoding, broken UTF-8, NUL and floods are refused.
package struct QueryParameters: Sendable, Hashable {
  package private(set) var items: [(name: String, value: String)]

  package enum Fault: Error, Hashable {
    case brokenEncoding
    case tooMany
  }

  /// More are not sent by any page of ours.
  package static let mostItems = 300

  package init(_ query: some StringProtocol) throws(Fault) {
    items = []
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      guard items.count < Self.mostItems else { throw .tooMany }
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = try Self.decode(parts[0])
      items.append((name, parts.count > 1 ? try Self.decode(parts[1]) : ""))
    }
  }

  package init(items: [(name: String, value: String)]) { self.items = items }

  /// The first value of a name, without white space around it; nil when absent or empty.
  package subscript(_ name: String) -> String? {
    guard let value = items.first(where: { $0.name == name })?.value.trimmed, !value.isEmpty else { return nil }
    return value
  }

  /// All values of a name.
  package func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  package func contains(_ name: String) -> Bool { items.contains { $0.name == name } }

  private static func decode(_ bytes: some Collection<UInt8>) throws(Fault) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "+"):
        decoded.append(32)
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(hexDigit), let low = iterator.next().flatMap(hexDigit) else {
          throw .brokenEncoding
        }
        decoded.append(high << 4 | low)
      default:
        decoded.append(byte)
      }
    }
    guard !decoded.contains(0), let text = String(validating: decoded, as: UTF8.self) else { throw .brokenEncoding }
    return text
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }

  package static func == (one: QueryParameters, other: QueryParameters) -> Bool {
    one.items.elementsEqual(other.items, by: ==)
  }

  package func hash(into hasher: inout Hasher) {
    for item in items {
      hasher.combine(item.name)
      hasher.combine(item.value)
    }
  }
}
