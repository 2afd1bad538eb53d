import Foundation
import Logging
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Access
@testable import wegpunkt

/// Mails through msmtp to a real SMTP server.
@Suite struct MailServerTests {
  private struct Arrived: Decodable {
    var from: String
    var to: [String]
    var message: String
  }

  /// A `sendmail` that hands over to the server at a port.
  private func sendmail(_ folder: String, port: Int) throws -> Sendmail {
    let configuration = "\(folder)/msmtprc"
    try Data("account default\nhost 127.0.0.1\nport \(port)\ntls off\nauth off\n".utf8)
      .write(to: URL(fileURLWithPath: configuration))
    let program = "\(folder)/sendmail"
    try Data("#!/bin/sh\nexec msmtp -C '\(configuration)' \"$@\"\n".utf8).write(to: URL(fileURLWithPath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: configuration)
    return Sendmail(
      program: program, from: try #require(MailAddress("wegpunkt@town.example")), name: "Wegpunkt Düsseldorf")
  }

  @Test func anInvitationArrivesAndItsLinkWorks() async throws {
    let server = try TestService("mail_server.py")
    defer { server.stop() }
    try await withTemporaryFolder { folder in
      let sendmail = try sendmail(folder, port: server.port)
      try await withDemoTown(change: { $0.sendmail = sendmail }) { demo, client in
        try await demo.hire(.ada)
        let browser = DeskBrowser(client)
        try await browser.signIn(.ada)
        _ = try await browser.get("/desk/accounts/new")
        _ = try await browser.post(
          "/desk/accounts", ["name": "Nele Größe", "email": "nele@example.org", "role": "volunteer"])
        let sender = try #require(demo.town.access.mailSender)
        #expect(try await sender.sendDue(at: DemoTown.start, logger: Logger(label: "test")) == 1)
      }
      let line = try #require(try server.line())
      let mail = try JSONDecoder().decode(Arrived.self, from: Data(line.utf8))
      #expect(mail.from == "wegpunkt@town.example" && mail.to == ["nele@example.org"])
      let parts = mail.message.replacing("\r\n", with: "\n").components(separatedBy: "\n\n")
      let body = try #require(Data(base64Encoded: parts[1], options: .ignoreUnknownCharacters))
      let text = String(decoding: body, as: UTF8.self)
      #expect(text.contains("Guten Tag Nele Größe") && text.contains("https://wegpunkt.example/desk/link/"))
    }
  }

  @Test func aServerThatIsDownLosesNoMail() async throws {
    let down = try TestService("mail_server.py")
    let port = down.port
    down.stop()
    try await withTemporaryFolder { folder in
      let sealer = Sealer(try KeyRing.temporary())
      let now = DemoTown.start
      let mail = Mail(to: try #require(MailAddress("nele@example.org")), subject: "Hallo", body: "Text")
      try await withDatabase(on: .sqlite, migrations: Access.migrations) { database in
        try await database.write { writer in try writer.post(mail, for: "test", at: now, sealer) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let sender = MailSender(database: database, sealer: sealer, sendmail: try sendmail(folder, port: port))
        #expect(try await sender.sendDue(at: now, logger: logger) == 0)
        let server = try TestService("mail_server.py")
        defer { server.stop() }
        let later = MailSender(database: database, sealer: sealer, sendmail: try sendmail(folder, port: server.port))
        #expect(try await later.sendDue(at: now.adding(seconds: 61), logger: logger) == 1)
        #expect(try server.line()?.contains("nele@example.org") == true)
      }
    }
  }
}
