import Access
import AsyncHTTPClient
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Storage
import TestSupport
import Testing

@testable import wegpunkt

@Suite struct TLSTests {
  /// Makes a certificate for `localhost` and its key.
  private func certificate(_ name: String, in folder: String) throws -> TLSFiles {
    let key = "\(folder)/\(name).key"
    let certificate = "\(folder)/\(name).pem"
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    try #require(openssl.terminationStatus == 0, "openssl makes a certificate")
    return TLSFiles(certificate: URL(fileURLWithPath: certificate), key: URL(fileURLWithPath: key))
  }

  @Test func theProgramServesTLSItself() async throws {
    try await withTemporaryFolder { folder in
      let files = try certificate("town", in: folder)
      var settings = Settings.test(try DatabaseLocation("sqlite:\(folder)/town.sqlite", from: .fileOrEnvironment))
      settings.tls = files
      let database = try await Town.openDatabase(settings)
      let town = try await Town(settings: settings, database: database)
      var logger = Logger(label: "test")
      logger.logLevel = .critical
      try await Server.application(town, settings, logger).test(.ahc(.https)) { server in
        let port = try #require(server.port)
        var client = TLSConfiguration.makeClientConfiguration()
        client.trustRoots = .file(files.certificate.path)
        let visitor = HTTPClient(
          eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: client))
        let response = try await visitor.execute(
          HTTPClientRequest(url: "https://localhost:\(port)/de"), timeout: .seconds(30))
        #expect(response.status == .ok)
        #expect(response.headers.first(name: "Strict-Transport-Security") == "max-age=31536000")
        let plain = try? await visitor.execute(
          HTTPClientRequest(url: "http://localhost:\(port)/de"), timeout: .seconds(30))
        #expect(plain?.status != .ok, "nothing is told without TLS")
        try await visitor.shutdown()
      }
      await database.close()
    }
  }

  @Test func withoutTLSNobodyIsSentThere() async throws {
    try await withDemoTown { _, client in
      try await client.execute(uri: "/de", method: .get) { #expect($0.headers[.strictTransportSecurity] == nil) }
    }
  }

  @Test func filesThatDoNotFitAreNamed() async throws {
    try await withTemporaryFolder { folder in
      let town = try certificate("town", in: folder)
      let other = try certificate("other", in: folder)
      _ = try town.configuration()
      let broken = URL(fileURLWithPath: "\(folder)/broken.pem")
      try Data("-----BEGIN CERTIFICATE-----\nnothing\n".utf8).write(to: broken)
      let missing = URL(fileURLWithPath: "\(folder)/missing.key")
      for (files, names) in [
        (TLSFiles(certificate: town.certificate, key: other.key), ["other.key is not the key"]),
        (TLSFiles(certificate: town.certificate, key: missing), ["missing.key cannot be read"]),
        (TLSFiles(certificate: broken, key: missing), ["broken.pem cannot be read", "missing.key cannot be read"]),
        (TLSFiles(certificate: town.key, key: town.key), ["town.key cannot be read as cert"]),
      ] {
        do throws(SettingsFault) {
          _ = try files.configuration()
          Issue.record("\(names) must be named")
        } catch {
          #expect(error.faults.count == names.count)
          for name in names { #expect(error.description.contains(name), "\(error)") }
        }
      }
    }
  }

  @Test func bothFilesOrNone() async throws {
    for environment in [["WEGPUNKT_TLS_CERT": "a.pem"], ["WEGPUNKT_TLS_KEY": "a.key"]] {
      await #expect(throws: SettingsFault.self) {
        try await SettingsReader.settings(SettingsFlags(isDemo: true), environment: environment)
      }
    }
    let both = ["WEGPUNKT_TLS_CERT": "a.pem", "WEGPUNKT_TLS_KEY": "/etc/a.key"]
    let settings = try await SettingsReader.settings(
      SettingsFlags(town: "/srv/town", tlsCertificate: "/etc/b.pem", isDemo: true), environment: both)
    #expect(settings.tls?.certificate.path == "/etc/b.pem")
    #expect(settings.tls?.key.path == "/etc/a.key")
    #expect(settings.municipality.baseURL == "https://127.0.0.1:8080")
    let inFolder = try await SettingsReader.settings(SettingsFlags(town: "/srv/town", isDemo: true), environment: both)
    #expect(inFolder.tls?.certificate.path == "/srv/town/a.pem")
  }
}
