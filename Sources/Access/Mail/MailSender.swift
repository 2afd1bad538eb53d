import Logging
import Storage
import Vocabulary

/// Sends what waits in the outbox, one after the other, outside of any transaction.
package struct MailSender: Sendable {
  private let database: Database
  private let sealer: Sealer
  private let sendmail: Sendmail

  package init(database: Database, sealer: Sealer, sendmail: Sendmail) {
    self.database = database
    self.sealer = sealer
    self.sendmail = sendmail
  }

  /// Sends all mails that are due; returns how many were handed over.
  @discardableResult
  package func sendDue(at now: Timestamp, logger: Logger) async throws -> Int {
    var sent = 0
    while try await database.read({ reader in try reader.hasMailDue(at: now) }) {
      guard let taken = try await database.write({ [sealer] writer in try writer.takeMail(at: now, sealer) }) else {
        break
      }
      do {
        try await sendmail.send(taken.mail, id: taken.id.description, at: now)
        try await database.write { writer in try writer.mailWasSent(taken.id) }
        sent += 1
      } catch let failure as Sendmail.Failure {
        try await database.write { writer in try writer.mailFailed(taken, reason: failure.reason, at: now) }
        let level = taken.attempts < Outbox.mostAttempts ? Logger.Level.warning : .error
        logger.log(
          level: level, "a mail was not sent",
          metadata: ["why": "\(failure.reason)", "attempts": "\(taken.attempts)", "mail": "\(taken.id)"])
      }
    }
    return sent
  }

  /// Looks every few seconds until the task is cancelled.
  package func run(logger: Logger) async {
    while !Task.isCancelled {
      do {
        try await sendDue(at: .now(), logger: logger)
        try await Task.sleep(for: .seconds(5))
      } catch is CancellationError {
        return
      } catch {
        logger.warning("the outbox could not be read; it is tried again", metadata: ["error": "\(error)"])
        try? await Task.sleep(for: .seconds(30))
      }
    }
  }
}
