import Testing

@testable import Access

@Suite struct TransportTests {
  @Test(
    arguments: [
      ("https://a.example", "a.example", nil, nil, Transport.secure),
      ("https://a.example", "127.0.0.1:8080", nil, nil, .secure),
      ("https://a.example", "a.example", "10.0.0.1", "http", .plain),
      ("https://a.example", "a.example", "10.9.9.9", "http", .secure),
      ("http://a.example", "a.example", nil, nil, .plain),
      ("http://a.example", "a.example", "10.0.0.1", "https", .secure),
      ("http://a.example", "a.example", "10.9.9.9", "https", .plain),
      ("http://127.0.0.1:8080", "127.0.0.1:8080", nil, nil, .loopback),
      ("http://localhost:8080", "localhost:8080", nil, nil, .loopback),
      ("http://[::1]:8080", "[::1]:8080", nil, nil, .loopback),
      ("http://localhost:8080", "192.168.1.5:8080", nil, nil, .plain),
      ("http://a.example", "127.0.0.1", nil, nil, .plain),
      ("http://127.0.0.1.evil.example", "127.0.0.1.evil.example", nil, nil, .plain),
      ("http://localhost.evil.example", "localhost.evil.example", nil, nil, .plain),
    ] as [(String, String, String?, String?, Transport)])
  func whetherOneMaySignInDependsOnTheWay(
    base: String, authority: String, peer: String?, forwarded: String?, expected: Transport
  ) {
    let rules = TransportRules(baseURL: base, trustedProxies: ["10.0.0.1"])
    #expect(rules.transport(authority: authority, peer: peer, forwarded: forwarded) == expected)
  }
}
