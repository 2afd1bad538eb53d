import Access
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import wegpunkt

/// Who works at the demo's desk.
enum DeskCast: String, CaseIterable {
  /// Runs the site for the town.
  case ada = "administrator"
  /// Coordinates the contact points.
  case cem = "coordinator"
  /// Is paid, at one contact point.
  case selin = "staff"
  /// Comes on Tuesdays, unpaid.
  case vera = "volunteer"
  /// Keeps the offers of one association.
  case otto = "organisation-editor"
  /// Writes a thesis about the network.
  case rina = "researcher"

  var email: String { "\(self)@example.org" }
  static let password = "drei Enten im Nebel"

  /// The organisation that Otto keeps.
  static let organisation = Identifier<GrantedOrganisation>.derived(from: "ottos verein")

  var grant: Grant {
    get throws {
      let role = try #require(Role(rawValue: rawValue))
      return try Grant(role, role == .organisationEditor ? .organisation(Self.organisation) : .municipality)
    }
  }
}

/// A browser: keeps its cookie, and knows the token of the last form it saw.
final class DeskBrowser {
  let client: any TestClientProtocol
  var cookie: String?
  var formToken = ""
  /// What the browser says of where a form comes from.
  var fetchSite: String? = "same-origin"
  var extra: HTTPFields = [:]

  init(_ client: any TestClientProtocol) { self.client = client }

  struct Answer {
    let status: Int
    let text: String
    let location: String?
    let setCookies: [String]
    let headers: HTTPFields
  }

  func get(_ path: String) async throws -> Answer { try await send(path, .get, nil) }

  func post(_ path: String, _ fields: KeyValuePairs<String, String>, withToken: Bool = true) async throws -> Answer {
    var items = fields.map { ($0.key, $0.value) }
    if withToken { items.append(("form-token", formToken)) }
    return try await send(path, .post, Self.encoded(items))
  }

  func post(_ path: String, items: [(String, String)]) async throws -> Answer {
    try await send(path, .post, Self.encoded(items))
  }

  static func encoded(_ items: [(String, String)]) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    return items.map { name, value in
      [name, value].map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }.joined(separator: "=")
    }.joined(separator: "&")
  }

  private func send(_ path: String, _ method: HTTPRequest.Method, _ body: String?) async throws -> Answer {
    var headers = extra
    if let cookie { headers[.cookie] = cookie }
    if let name = HTTPField.Name("Sec-Fetch-Site"), let fetchSite { headers[name] = fetchSite }
    if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
    return try await client.execute(
      uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
    ) { [self] response in
      let cookies = response.headers[values: .setCookie]
      for value in cookies { cookie = String(value.prefix { $0 != ";" }) }
      let text = response.text
      if let match = text.firstMatch(of: /name="form-token" value="([^"]+)"/) { formToken = String(match.1) }
      return Answer(
        status: response.status.code, text: text, location: response.headers[.location], setCookies: cookies,
        headers: response.headers)
    }
  }

  /// Signs in and looks at the desk.
  @discardableResult
  func signIn(_ person: DeskCast, password: String = DeskCast.password) async throws -> Answer {
    let answer = try await post("/desk/sign-in", ["email": person.email, "password": password], withToken: false)
    if answer.status == 303 { _ = try await get("/desk/account") }
    return answer
  }
}

extension DemoTown {
  /// Makes an active account for somebody of the cast.
  @discardableResult
  func hire(_ person: DeskCast) async throws -> Identifier<Account> {
    let sealer = try await TownKeys.sealer(settings, database)
    let grant = try person.grant
    let hash = try await town.access.passwordHash(DeskCast.password)
    let now = clock.now
    return try await database.write { writer in
      try writer.makeActiveAccount(
        email: person.email, name: "\(person)".capitalized, grants: [grant], passwordHash: hash, by: .command, at: now,
        sealer)
    }
  }

  var sealer: Sealer {
    get async throws { try await TownKeys.sealer(settings, database) }
  }
}
