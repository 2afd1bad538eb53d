import Testing
import Vocabulary

@testable import Access

@Suite struct ThrottleTests {
  private let start = Timestamp(seconds: 1_795_190_400)
  private let account: [UInt8] = [1, 2, 3]

  @Test func eachWrongPasswordWaitsTwiceAsLong() {
    let throttle = SignInThrottle()
    for client in 0..<SignInThrottle.freeAccountFailures {
      #expect(throttle.wait(account: account, client: "new", isKnownAddress: false, at: start) == nil)
      throttle.failed(account: account, client: "c\(client)", at: start)
    }
    for wait in [1, 2, 4, 8] {
      #expect(throttle.wait(account: account, client: "new", isKnownAddress: false, at: start) == Int64(wait))
      #expect(
        throttle.wait(account: account, client: "new", isKnownAddress: false, at: start.adding(seconds: Int64(wait)))
          == nil)
      throttle.failed(account: account, client: "again", at: start)
    }
  }

  @Test func theOwnerIsNeverShutOut() {
    let throttle = SignInThrottle()
    for client in 0..<100 { throttle.failed(account: account, client: "c\(client)", at: start) }
    #expect(
      throttle.wait(account: account, client: "new", isKnownAddress: false, at: start) == SignInThrottle.longestWait)
    #expect(throttle.wait(account: account, client: "home", isKnownAddress: true, at: start) == nil)
    throttle.succeeded(account: account)
    #expect(throttle.wait(account: account, client: "new", isKnownAddress: false, at: start) == nil)
  }

  @Test func whoTriesManyAccountsWaitsToo() {
    let throttle = SignInThrottle()
    for name in 0..<UInt8(25) { throttle.failed(account: [name], client: "bot", at: start) }
    #expect(throttle.wait(account: [99], client: "bot", isKnownAddress: true, at: start) == 32)
    #expect(throttle.wait(account: [99], client: "home", isKnownAddress: false, at: start) == nil)
  }

  @Test func aDayLaterNothingIsHeldAgainstAnyone() {
    let throttle = SignInThrottle()
    for _ in 0..<50 { throttle.failed(account: account, client: "bot", at: start) }
    let later = start.adding(seconds: 86_401)
    throttle.failed(account: account, client: "bot", at: later)
    #expect(throttle.wait(account: account, client: "bot", isKnownAddress: false, at: later) == nil)
  }
}
