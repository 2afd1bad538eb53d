import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Why a picture could not be had.
enum TileFault: Error {
  /// Nobody answered in time, or asks for rest: all pictures of the source are affected.
  case unreachable
  /// The source answered, but not with this picture.
  case refused
}

extension HTTPClient {
  /// A client that goes where it is sent and no further.
  static func forTiles(_ limits: TileLimits) -> HTTPClient {
    var configuration = Configuration(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.atOnce
    // A visitor waits: whoever refuses the connection is not asked again and again.
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Fetches one picture within the limits of time and size, and looks whether it is one.
  func tile(at url: String, userAgent: String, _ limits: TileLimits) async throws(TileFault) -> TileImage {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "User-Agent", value: userAgent)
    request.headers.add(name: "Accept", value: "image/png, image/jpeg, image/webp")
    let answer: (status: HTTPResponseStatus, body: ByteBuffer)
    do {
      answer = try await complete(request, limits)
    } catch is NIOTooManyBytesError {
      throw .refused
    } catch {
      throw .unreachable
    }
    if answer.status == .tooManyRequests || answer.status.code >= 500 { throw .unreachable }
    guard answer.status == .ok, let image = TileImage(Array(answer.body.readableBytesView)) else { throw .refused }
    return image
  }

  /// The client's own deadline ends with the head of the answer; this one holds for the body as well.
  private func complete(
    _ request: HTTPClientRequest, _ limits: TileLimits
  ) async throws -> (status: HTTPResponseStatus, body: ByteBuffer) {
    try await withThrowingTaskGroup { group in
      defer { group.cancelAll() }
      group.addTask {
        let response = try await self.execute(request, timeout: .seconds(60))
        return (response.status, try await response.body.collect(upTo: limits.bytes))
      }
      group.addTask {
        try await ContinuousClock().sleep(for: limits.time)
        throw TileFault.unreachable
      }
      guard let answer = try await group.next() else { throw TileFault.unreachable }
      return answer
    }
  }
}
