import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Tiles
import Vocabulary

/// A server of map pictures on this machine, which notes what it was asked.
final class TileServer: Sendable {
  struct Question: Sendable, Hashable {
    let path: String
    let userAgent: String
  }

  typealias Answer = @Sendable (TileServer, String) async throws -> Response

  private let questions = Mutex<[Question]>([])

  var asked: [Question] { questions.withLock { $0 } }

  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

  static func picture(_ bytes: [UInt8] = png) -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Serves for the length of a body, at an address that ends with a port.
  static func run<Value: Sendable>(
    answering answer: @escaping Answer, _ body: @Sendable @escaping (TileServer, String) async throws -> Value
  ) async throws -> Value {
    let server = TileServer()
    let router = Router()
    router.get("/**") { request, _ in
      let question = Question(path: request.uri.path, userAgent: request.headers[.userAgent] ?? "")
      server.questions.withLock { $0.append(question) }
      return try await answer(server, request.uri.path)
    }
    let (ports, port) = AsyncStream<Int>.makeStream()
    var logger = Logger(label: "tiles")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
    let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // A server that could not start must fail the test, not hold it.
        defer { port.finish() }
        try await services.run()
      }
      var found = 0
      for await number in ports {
        found = number
        break
      }
      do {
        try #require(found > 0, "the server of pictures runs")
        let value = try await body(server, "http://127.0.0.1:\(found)")
        await services.triggerGracefulShutdown()
        return value
      } catch {
        await services.triggerGracefulShutdown()
        throw error
      }
    }
  }
}

/// A clock that tests set.
final class TestClock: Sendable {
  private let time = Mutex(Timestamp(seconds: 1_795_190_400))

  var now: Timestamp { time.withLock { $0 } }

  func advance(days: Int64 = 0, seconds: Int64 = 0) {
    time.withLock { $0 = $0.adding(seconds: days * 86_400 + seconds) }
  }
}

/// A door that stands closed until somebody opens it.
final class Gate: Sendable {
  private let (stream, continuation) = AsyncStream<Void>.makeStream()

  func open() { continuation.finish() }

  func pass() async { for await _ in stream {} }
}

/// A proxy in a folder of its own, in front of a server of pictures.
func withProxy(
  limits: TileLimits = TileLimits(), bytes: Int = 1_000_000, answering answer: @escaping TileServer.Answer,
  _ body: @Sendable @escaping (TileProxy, TileServer, TestClock, URL) async throws -> Void
) async throws {
  try await withTemporaryFolder { folder in
    try await TileServer.run(answering: answer) { server, base in
      let clock = TestClock()
      let source = try TileSource("\(base)/{z}/{x}/{y}.png")
      let folder = URL(fileURLWithPath: folder, isDirectory: true)
      let proxy = TileProxy(
        source: source, store: TileStore(folder: folder, source: source, limit: bytes), userAgent: "Wegpunkt/test",
        limits: limits, now: { clock.now })
      do {
        try await body(proxy, server, clock, folder)
        await proxy.close()
      } catch {
        await proxy.close()
        throw error
      }
    }
  }
}
