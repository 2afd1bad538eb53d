import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Vocabulary

/// Another program where people are signed in already (OpenID Connect), as the settings name it.
package struct SignOnSettings: Sendable, Hashable {
  package let issuer: String
  package let clientID: String
  package let secret: String
  /// What its button says, such as “Stadt Musterstadt”.
  package let name: String

  /// - Parameter issuer: `https`, or plain HTTP on the machine itself.
  package init?(issuer: String, clientID: String, secret: String, name: String) {
    guard Self.isSafe(issuer), !clientID.isEmpty, !secret.isEmpty else { return nil }
    self.issuer = issuer
    self.clientID = clientID
    self.secret = secret
    self.name = name
  }

  /// Whether an address of the provider may be asked.
  static func isSafe(_ address: String) -> Bool {
    guard let url = URL(string: address), let host = url.host, url.user == nil, url.fragment == nil else {
      return false
    }
    return url.scheme == "https" || (url.scheme == "http" && TransportRules.isLoopback(host))
  }
}

/// Why signing in through the provider did not work. People are told only to try again or ask; the log says which.
enum SignOnFault: Error, Hashable {
  case unreachable(String)
  case nonsense(String)
  case refused
}

/// Asks the provider: what its addresses are, for a token, for its keys.
final class SignOnProvider: Sendable {
  /// What it says of itself (OpenID Connect Discovery 1.0).
  struct Description: Decodable, Sendable {
    var issuer: String
    var authorizationEndpoint: String
    var tokenEndpoint: String
    var jwksUri: String
    var tokenEndpointAuthMethodsSupported: [String]?
  }

  let settings: SignOnSettings
  private let known = Mutex<(description: Description, at: Int64)?>(nil)

  private static let patience = TimeAmount.seconds(10)
  private static let largestAnswer = 256 * 1024
  private static let memory: Int64 = 3600

  init(_ settings: SignOnSettings) { self.settings = settings }

  func description(at now: Timestamp) async throws -> Description {
    if let known = known.withLock({ $0 }), now.seconds - known.at < Self.memory { return known.description }
    let base = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
    let found = try Self.decoded(
      Description.self, try await answer(HTTPClientRequest(url: "\(base)/.well-known/openid-configuration")))
    guard found.issuer == settings.issuer else { throw SignOnFault.nonsense("it names another issuer") }
    for address in [found.authorizationEndpoint, found.tokenEndpoint, found.jwksUri]
    where !SignOnSettings.isSafe(address) {
      throw SignOnFault.nonsense("an address is not safe")
    }
    known.withLock { $0 = (found, now.seconds) }
    return found
  }

  func keys(at now: Timestamp) async throws -> String {
    let address = try await description(at: now).jwksUri
    return String(decoding: try await answer(HTTPClientRequest(url: address)), as: UTF8.self)
  }

  /// Exchanges a code for the token that says who signed in.
  func token(code: String, verifier: String, returnAddress: String, at now: Timestamp) async throws -> String {
    struct Answer: Decodable {
      var idToken: String
    }
    let found = try await description(at: now)
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", returnAddress),
      ("code_verifier", verifier),
    ]
    var request = HTTPClientRequest(url: found.tokenEndpoint)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "Accept", value: "application/json")
    let methods = found.tokenEndpointAuthMethodsSupported ?? ["client_secret_basic"]
    if methods.contains("client_secret_basic") {
      let pair = "\(Self.encoded(settings.clientID)):\(Self.encoded(settings.secret))"
      request.headers.add(name: "Authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())")
    } else {
      fields += [("client_id", settings.clientID), ("client_secret", settings.secret)]
    }
    let body = fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
    request.body = .bytes(ByteBuffer(string: body))
    return try Self.decoded(Answer.self, try await answer(request)).idToken
  }

  private func answer(_ request: HTTPClientRequest) async throws -> [UInt8] {
    let body: ByteBuffer
    do {
      // A redirect could lead anywhere, so none is followed.
      let response = try await Self.client.execute(request, timeout: Self.patience)
      guard response.status == .ok else { throw SignOnFault.unreachable("it answered \(response.status.code)") }
      body = try await response.body.collect(upTo: Self.largestAnswer)
    } catch let fault as SignOnFault {
      throw fault
    } catch {
      throw SignOnFault.unreachable("\(type(of: error))")
    }
    return Array(body.readableBytesView)
  }

  /// One for the process: it is never shut down.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  private static func decoded<Value: Decodable>(_: Value.Type, _ bytes: [UInt8]) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(Value.self, from: Data(bytes))
    } catch {
      throw SignOnFault.nonsense("its answer is not what the standard says")
    }
  }

  static func encoded(_ text: String) -> String {
    var allowed = CharacterSet()
    allowed.insert(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }
}
