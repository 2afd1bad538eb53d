import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

@testable import Web

@Suite struct LanguagePreferenceTests {
  private let offered = Language.shipped

  @Test(arguments: [
    ("ar,en;q=0.8", "ar"), ("pt-BR,fr-CA;q=0.9,en;q=0.8", "fr"), ("en;q=0.1, uk;q=0.9", "uk"), ("xx", "de"), ("", "de"),
    ("*", "de"), ("ar;q=0, tr", "tr"), ("de-simple", "de-simple"), ("fa-AF", "fa"),
  ])
  func theBestOfferedLanguageIsTaken(header: String, expected: String) {
    let best = LanguagePreference.best(of: offered, for: header, otherwise: .german)
    #expect(best.code == expected)
  }
}

@Suite struct PluralTests {
  @Test(arguments: [
    ("ru", 1, "one"), ("ru", 3, "few"), ("ru", 11, "many"), ("ru", 21, "one"), ("uk", 5, "many"), ("uk", 22, "few"),
    ("ar", 0, "zero"), ("ar", 2, "two"), ("ar", 7, "few"), ("ar", 40, "many"), ("ar", 101, "other"), ("fr", 0, "one"),
    ("de", 1, "one"), ("de", 0, "other"), ("tr", 1, "one"), ("fa", 1, "one"), ("de-simple", 2, "other"),
  ])
  func countedNounsTakeTheRightForm(code: String, number: Int, category: String) throws {
    let language = try #require(Language(code: code))
    #expect(PluralCategory(of: number, in: language).rawValue == category)
  }
}

@Suite struct CompressionTests {
  @Test(arguments: [
    ("gzip", true), ("br, gzip;q=0.5", true), ("gzip;q=0", false), ("deflate", false), ("", false), ("GZIP", false),
  ])
  func onlyWhoAsksGetsGzip(header: String, expected: Bool) {
    #expect(PreparedBody.acceptsGzip(header) == expected)
  }

  @Test func compressedBytesBeginAsGzipAndAreSmaller() throws {
    let plain = Array(String(repeating: "Angebote in der Nähe ", count: 500).utf8)
    let packed = try #require(Gzip.compress(plain))
    #expect(packed.starts(with: [0x1f, 0x8b]) && packed.count < plain.count / 10)
  }
}

@Suite struct SignedTimeTests {
  private let signed = SignedTime(secret: Array(repeating: 7, count: 32))
  private let start = Timestamp(seconds: 1_800_000_000)

  @Test func aFormIsTakenAfterAWhileAndNotForever() {
    let token = signed.token(at: start)
    #expect(signed.verdict(on: token, at: start.adding(seconds: 1)) == .tooFast)
    #expect(signed.verdict(on: token, at: start.adding(seconds: 60)) == .valid)
    #expect(signed.verdict(on: token, at: start.adding(seconds: SignedTime.latest + 1)) == .stale)
  }

  @Test(arguments: ["", "1", "1800000000.", "1800000000.AAAA", "x.y", "-9223372036854775808.AAAA"])
  func aForgedTimeIsRefused(token: String) {
    #expect(signed.verdict(on: token, at: start) == .forged)
  }

  @Test func anotherKeysTimeIsForged() {
    let other = SignedTime(secret: Array(repeating: 8, count: 32))
    #expect(signed.verdict(on: other.token(at: start), at: start.adding(seconds: 60)) == .forged)
  }
}

@Suite struct RateLimitTests {
  private final class Clock: Sendable {
    let seconds = Locked<Int64>(1_800_000_000)
  }

  @Test func whoAsksTooMuchWaits() {
    let clock = Clock()
    let limit = RateLimit(perMinute: 3, address: ClientAddress(trustedProxies: [])) {
      Timestamp(seconds: clock.seconds.value)
    }
    #expect((0..<3).allSatisfy { _ in limit.allows("a") })
    #expect(!limit.allows("a"))
    #expect(limit.allows("b"))
    clock.seconds.value += 20
    #expect(limit.allows("a"))
    #expect(!limit.allows("a"))
  }

  @Test func zeroSwitchesItOff() {
    let limit = RateLimit(perMinute: 0, address: ClientAddress(trustedProxies: []))
    #expect((0..<1000).allSatisfy { _ in limit.allows("a") })
  }
}

@Suite struct PageCacheTests {
  private func body(_ letters: Int) -> PreparedBody {
    PreparedBody(RenderedPage("\(String(repeating: "x", count: letters))"), cacheControl: "public")
  }

  private func key(_ address: String, minute: Int64 = 1, version: UInt64 = 1) -> PageCache.Key {
    PageCache.Key(address: address, version: version, minute: minute)
  }

  @Test func anotherMinuteOrVersionIsAnotherPage() {
    let cache = PageCache(limit: 1_000_000)
    cache.keep(body(10), for: key("/de"))
    #expect(cache.body(for: key("/de")) != nil)
    #expect(cache.body(for: key("/de", minute: 2)) == nil)
    #expect(cache.body(for: key("/de", version: 2)) == nil)
  }

  @Test func itNeverHoldsMoreThanItsLimit() {
    let limit = 400_000
    let cache = PageCache(limit: limit)
    for number in 0..<2000 { cache.keep(body(2000), for: key("/de/offers?q=\(number)")) }
    #expect(cache.bytes <= limit)
    #expect(cache.body(for: key("/de/offers?q=1999")) != nil)
    #expect(cache.body(for: key("/de/offers?q=0")) == nil)
  }
}
