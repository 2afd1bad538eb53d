#if canImport(Glibc)
  import Glibc
#endif

/// The name of one record for all time: a UUID (version 7 when made here), typed by what it names.
package struct Identifier<Record>: Hashable, Sendable, Comparable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A fresh UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness.
  package static func make(at time: Timestamp = .now()) -> Self {
    var generator = SystemRandomNumberGenerator()
    return make(
      milliseconds: UInt64(max(0, time.seconds)) * 1000 + UInt64.random(in: 0..<1000, using: &generator),
      random: (generator.next(), generator.next()))
  }

  /// A UUIDv7 that is the same for the same words: for demo data and for imports whose source has no UUIDs.
  package static func derived(from words: String) -> Self {
    let first = fnv1a(words.utf8, seed: 0xcbf2_9ce4_8422_2325)
    let second = fnv1a(words.utf8.reversed(), seed: first ^ 0x9e37_79b9_7f4a_7c15)
    return make(milliseconds: derivedEpoch, random: (first, second))
  }

  /// 2020-01-01, so that derived identifiers sort before made ones.
  private static var derivedEpoch: UInt64 { 1_577_836_800_000 }

  private static func make(milliseconds: UInt64, random: (UInt64, UInt64)) -> Self {
    Self(
      high: milliseconds << 16 | 0x7000 | (random.0 & 0x0fff),
      low: 0x8000_0000_0000_0000 | (random.1 & 0x3fff_ffff_ffff_ffff))
  }

  /// Reads the canonical text form of any UUID, in either case; nil otherwise.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for (position, byte) in bytes.enumerated() {
      if position == 8 || position == 13 || position == 18 || position == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      let digit: UInt64
      switch byte {
      case 48...57: digit = UInt64(byte - 48)
      case 97...102: digit = UInt64(byte - 87)
      case 65...70: digit = UInt64(byte - 55)
      default: return nil
      }
      if digits < 16 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
      digits += 1
    }
    self.init(high: words.0, low: words.1)
  }

  /// The same name for a record seen through another type.
  package func retyped<Other>(as _: Other.Type = Other.self) -> Identifier<Other> {
    Identifier<Other>(high: high, low: low)
  }

  package static func < (one: Self, other: Self) -> Bool { (one.high, one.low) < (other.high, other.low) }

  private static func fnv1a(_ bytes: some Sequence<UInt8>, seed: UInt64) -> UInt64 {
    var hash = seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 29)
  }
}

extension Identifier: CustomStringConvertible {
  /// The canonical lower-case form.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for nibble in 0..<32 {
      if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 { text.append(UInt8(ascii: "-")) }
      let word = nibble < 16 ? high : low
      text.append(digits[Int((word >> UInt64(60 - 4 * (nibble % 16))) & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Identifier: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let identifier = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a UUID")
    }
    self = identifier
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
