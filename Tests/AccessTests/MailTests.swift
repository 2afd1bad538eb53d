import Foundation
import Logging
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Access

@Suite struct MailTests {
  private let now = Timestamp(seconds: 1_795_190_400)
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func address(_ text: String) throws -> MailAddress { try #require(MailAddress(text)) }

  @Test func aMessageIsWrittenAsTheStandardsSay() throws {
    let mail = Mail(to: try address("vera@example.org"), subject: "Einladung", body: "Guten Tag\n")
    let text = mail.message(from: try address("w@town.example"), name: "Wegpunkt", id: "1", at: now)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.contains("To: vera@example.org"))
    #expect(lines.contains("From: =?utf-8?B?V2VncHVua3Q=?= <w@town.example>"))
    #expect(lines.contains("Date: Fri, 20 Nov 2026 16:00:00 +0000"))
    #expect(lines.contains("Message-ID: <1@town.example>"))
    #expect(text.hasSuffix("\n\nR3V0ZW4gVGFnCg==\n"))
    #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { (32..<127).contains($0) } })
  }

  @Test(arguments: [
    "x\r\nBcc: all@example.org", "x\nBcc: all@example.org", "ä\u{0}\u{1b}", String(repeating: "ü", count: 300),
  ])
  func noWordBecomesAHeader(words: String) throws {
    let mail = Mail(to: try address("vera@example.org"), subject: words, body: words)
    let text = mail.message(from: try address("w@town.example"), name: words, id: "1", at: now)
    let headers = text.components(separatedBy: "\n\n")[0].split(separator: "\n")
    #expect(headers.allSatisfy { !$0.lowercased().hasPrefix("bcc") })
    #expect(headers.filter { !$0.hasPrefix(" ") }.count == 9)
    #expect(headers.allSatisfy { $0.utf8.count <= 78 })
    let packed = Outbox.unpacked(Outbox.packed(mail))
    #expect(packed?.to == mail.to && packed?.body == words && packed?.subject.contains("\n") == false)
  }

  @Test(arguments: ["a@b.de\nBcc: x@y.de", "a b@c.de", "-oQ/tmp@", ""])
  func whatIsNoAddressGetsNoMail(text: String) { #expect(MailAddress(text) == nil) }

  /// A program that writes what it was given, or fails as it is told.
  private func program(_ folder: String, _ script: String) throws -> String {
    let path = "\(folder)/sendmail"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    return path
  }

  private func withOutbox(
    _ engine: TestEngine, _ script: (String) -> String,
    _ body: (Database, MailSender, String) async throws -> Void
  ) async throws {
    let sealer = Sealer(try KeyRing.temporary())
    try await withTemporaryFolder { folder in
      let sendmail = Sendmail(
        program: try program(folder, script(folder)), from: try address("w@town.example"), name: "Wegpunkt")
      try await withDatabase(on: engine, migrations: Access.migrations) { database in
        let mail = Mail(to: try address("vera@example.org"), subject: "Geheim", body: "Ihr Link\n")
        let now = now
        try await database.write { writer in try writer.post(mail, for: "invitation", at: now, sealer) }
        try await body(database, MailSender(database: database, sealer: sealer, sendmail: sendmail), folder)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func aMailIsHandedOverOnce(engine: TestEngine) async throws {
    try await withOutbox(engine, { "echo \"$@\" >> \($0)/arguments; cat >> \($0)/message" }) {
      database, sender, folder in
      #expect(try await sender.sendDue(at: now, logger: logger) == 1)
      #expect(try await sender.sendDue(at: now, logger: logger) == 0)
      let arguments = try String(contentsOfFile: "\(folder)/arguments", encoding: .utf8)
      #expect(arguments == "-i -f w@town.example -- vera@example.org\n")
      #expect(try String(contentsOfFile: "\(folder)/message", encoding: .utf8).contains("SWhyIExpbmsK"))
      #expect(try await database.read { reader in try reader.value("SELECT COUNT(*) FROM outbox", as: Int.self) } == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func aFailedMailIsTriedAgainAndGivenUp(engine: TestEngine) async throws {
    try await withOutbox(engine, { _ in "exit 75" }) { database, sender, _ in
      var time = now
      var tries = 0
      while try await database.read({ reader in try reader.undeliveredMails() }) == 0, tries < 20 {
        let before = try await database.read { reader in try reader.value("SELECT attempts FROM outbox", as: Int.self) }
        #expect(try await sender.sendDue(at: time, logger: logger) == 0)
        let after = try await database.read { reader in try reader.value("SELECT attempts FROM outbox", as: Int.self) }
        #expect(after == before + 1, "once at a time")
        tries += 1
        time = time.adding(seconds: Outbox.pause(after: tries))
      }
      #expect(tries == Outbox.mostAttempts)
      #expect(time.seconds - now.seconds > 86_400, "for more than a day")
      let failure = try await database.read { reader in try reader.value("SELECT failure FROM outbox", as: String.self)
      }
      #expect(failure == "the program ended with 75")
      let deleted = try await database.write { writer in
        try writer.deleteOverdueAccessRecords(at: now.adding(seconds: 18 * 86_400), SessionLimits())
      }
      #expect(deleted == 1)
    }
  }

  @Test func aMissingProgramLosesNothing() async throws {
    try await withOutbox(.sqlite, { _ in "exit 0" }) { database, sender, folder in
      try FileManager.default.removeItem(atPath: "\(folder)/sendmail")
      #expect(try await sender.sendDue(at: now, logger: logger) == 0)
      #expect(try await database.read { reader in try reader.value("SELECT attempts FROM outbox", as: Int.self) } == 1)
    }
  }

  @Test func waitingMailsAreSealed() async throws {
    try await withOutbox(.sqlite, { _ in "exit 0" }) { database, _, folder in
      try await database.backup(to: "\(folder)/backup.sqlite")
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/backup.sqlite"))
      for word in ["vera@", "Geheim", "Ihr Link"] { #expect(bytes.firstRange(of: Data(word.utf8)) == nil) }
    }
  }
}
