import Foundation
import Vocabulary

/// A mail address as it may stand in a header: nothing in it can begin another one.
package struct MailAddress: Sendable, Hashable {
  package let text: String

  package init?(_ text: String) {
    guard let address = Account.normalisedEmail(text) else { return nil }
    self.text = address
  }
}

/// A plain-text mail to one person.
package struct Mail: Sendable, Hashable {
  package let to: MailAddress
  package let subject: String
  package let body: String

  package init(to: MailAddress, subject: String, body: String) {
    self.to = to
    self.subject = subject
    self.body = body
  }

  /// The message as RFC 5322 writes it, with the line ends a `sendmail` program expects.
  ///
  /// - Parameters:
  ///   - from: the site's address, and its name as people read it.
  ///   - id: the same for each try, so that a mail that arrives twice is recognised.
  func message(from: MailAddress, name: String, id: String, at now: Timestamp) -> String {
    let domain = from.text.drop { $0 != "@" }
    return """
      From: \(Self.encoded(name)) <\(from.text)>
      To: \(to.text)
      Subject: \(Self.encoded(subject))
      Date: \(Self.date(now))
      Message-ID: <\(id)\(domain)>
      Auto-Submitted: auto-generated
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: base64

      \(Self.lines(Data(body.utf8).base64EncodedString()))

      """
  }

  /// Words of a header (RFC 2047): always encoded, in pieces of whole letters, so that nothing in them is a header.
  static func encoded(_ text: String) -> String {
    var pieces: [String] = []
    var piece: [UInt8] = []
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if piece.count + bytes.count > 42 {
        pieces.append(Data(piece).base64EncodedString())
        piece = []
      }
      piece += bytes
    }
    pieces.append(Data(piece).base64EncodedString())
    return pieces.map { "=?utf-8?B?\($0)?=" }.joined(separator: "\n ")
  }

  private static func lines(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 76).map {
      String(decoding: bytes[$0..<min($0 + 76, bytes.count)], as: UTF8.self)
    }.joined(separator: "\n")
  }

  private static func date(_ time: Timestamp) -> String {
    let day = LocalDate(dayNumber: Int((Double(time.seconds) / 86400).rounded(.down)))
    let second = Int(time.seconds) - day.dayNumber * 86400
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let weekday = weekdays[((day.dayNumber + 3) % 7 + 7) % 7]
    return "\(weekday), \(day.day) \(months[day.month - 1]) \(day.year) \(clock.joined(separator: ":")) +0000"
  }
}
