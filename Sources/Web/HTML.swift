/// A piece of a page. Interpolated values are escaped byte by byte; raw parts come from literals and other `HTML` only.
///
/// Escaping works on bytes, not on characters: a quote followed by a combining mark is one `Character`, yet still a quote
/// to a browser.
package struct HTML: Sendable, Hashable {
  package private(set) var bytes: [UInt8]

  package static let empty = HTML(bytes: [])

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// For encoders of this room that escape by rules of their own.
  init(alreadySafe bytes: [UInt8]) { self.bytes = bytes }

  /// Plain text, escaped.
  package init(text: some StringProtocol) {
    bytes = []
    Self.appendEscaped(text.utf8, to: &bytes)
  }

  package var isEmpty: Bool { bytes.isEmpty }
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  package static func + (one: HTML, other: HTML) -> HTML {
    var sum = one
    sum.bytes.append(contentsOf: other.bytes)
    return sum
  }

  package static func += (one: inout HTML, other: HTML) { one.bytes.append(contentsOf: other.bytes) }

  fileprivate static func appendEscaped(_ text: some Collection<UInt8>, to bytes: inout [UInt8]) {
    let isDone: Void? = text.withContiguousStorageIfAvailable { appendEscaped($0, to: &bytes) }
    if isDone == nil { Array(text).withUnsafeBufferPointer { appendEscaped($0, to: &bytes) } }
  }

  /// Appends what stands between special bytes in one go.
  private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    for position in text.indices {
      let byte = text[position]
      guard byte <= UInt8(ascii: ">"), let entity = entity(for: byte) else { continue }
      bytes.append(contentsOf: text[start..<position])
      bytes.append(contentsOf: entity.utf8)
      start = position + 1
    }
    bytes.append(contentsOf: text[start...])
  }

  @inline(__always)
  private static func entity(for byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 0: ""
    default: nil
    }
  }
}

extension HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { bytes = Array(value.utf8) }

  package init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }

    package mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.bytes) }

    package mutating func appendInterpolation(_ html: HTML?) {
      if let html { bytes.append(contentsOf: html.bytes) }
    }

    package mutating func appendInterpolation(_ parts: some Sequence<HTML>) {
      for part in parts { bytes.append(contentsOf: part.bytes) }
    }

    package mutating func appendInterpolation(_ text: some StringProtocol) {
      HTML.appendEscaped(text.utf8, to: &bytes)
    }

    package mutating func appendInterpolation(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    package mutating func appendInterpolation(_ url: SafeURL) { HTML.appendEscaped(url.string.utf8, to: &bytes) }

    /// The text with some byte ranges marked as matches.
    package mutating func appendInterpolation(_ text: String, marking ranges: [Range<Int>]) {
      let all = Array(text.utf8)
      var position = 0
      for range in ranges where range.lowerBound >= position && range.upperBound <= all.count {
        HTML.appendEscaped(all[position..<range.lowerBound], to: &bytes)
        bytes.append(contentsOf: "<mark>".utf8)
        HTML.appendEscaped(all[range], to: &bytes)
        bytes.append(contentsOf: "</mark>".utf8)
        position = range.upperBound
      }
      HTML.appendEscaped(all[position...], to: &bytes)
    }
  }
}

extension Sequence where Element == HTML {
  /// The parts one after another.
  package func joined() -> HTML { reduce(into: HTML.empty) { $0 += $1 } }

  package func joined(separator: HTML) -> HTML {
    var result = HTML.empty
    for (index, part) in enumerated() {
      if index > 0 { result += separator }
      result += part
    }
    return result
  }
}
