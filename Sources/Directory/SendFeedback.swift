import Storage
import Vocabulary

/// A message of a visitor: something is wrong with an offer, a barrier, an idea. No name, no address is asked for.
package struct Feedback: Sendable {
  package enum Subject: String, CaseIterable, Sendable, SQLBindable { case offer, barrier, other }

  package var subject: Subject
  package var offer: Identifier<Offer>?
  package var language: Language
  package var message: String

  /// Unicode scalars, as the schema counts them.
  package static let longestMessage = 4000
  /// Messages are deleted after these many days: people write more about themselves than they are asked for.
  package static let retentionDays = 180

  package init(subject: Subject, offer: Identifier<Offer>?, language: Language, message: String) {
    self.subject = subject
    self.offer = offer
    self.language = language
    self.message = message
  }
}

extension Writer {
  /// Keeps a message for the editors. An offer that is gone meanwhile is left out of it.
  package func send(_ feedback: Feedback, at now: Timestamp) throws {
    let offer = try feedback.offer.flatMap {
      try first("SELECT id FROM offers WHERE id = \($0)", { try $0["id"] as Identifier<Offer> })
    }
    try run(
      """
      INSERT INTO feedback (id, about, offer_id, language, message, received_at)
      VALUES (\(Identifier<Feedback>.make(at: now)), \(feedback.subject), \(offer), \(feedback.language),
        \(feedback.message), \(now))
      """)
  }

  /// Deletes messages that are older than their retention; returns how many.
  package func deleteOldFeedback(at now: Timestamp) throws -> Int {
    let limit = now.adding(seconds: -Int64(Feedback.retentionDays) * 86400)
    return try run("DELETE FROM feedback WHERE received_at < \(limit)")
  }
}
