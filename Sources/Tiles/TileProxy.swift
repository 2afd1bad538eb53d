import AsyncHTTPClient
import NIOPosix
import Vocabulary

/// What the proxy asks of the source, and of itself.
package struct TileLimits: Sendable {
  /// For one picture, from the question to its last byte.
  package var time = Duration.seconds(10)
  package var bytes = 512 * 1024
  /// Questions to the source at the same time.
  package var atOnce = 4
  /// Pictures that may wait for their turn; what comes on top is not found.
  package var waiting = 200
  /// Seconds a kept picture is shown without asking again.
  package var fresh: Int64 = 7 * 86_400
  /// Seconds until a picture that was refused is asked for again.
  package var refusalPause: Int64 = 60
  /// Seconds until a source that did not answer is asked again.
  package var sourcePause: Int64 = 10

  package init() {}
}

/// Pictures of the map by way of this server: the source sees us and never a visitor.
package actor TileProxy {
  /// A picture; an old one when the source could not give a newer.
  package struct Tile: Sendable {
    package let image: TileImage
    package let isStale: Bool
  }

  private let source: TileSource
  private let store: TileStore
  private let userAgent: String
  private let limits: TileLimits
  private let now: @Sendable () -> Timestamp

  private var jobs: [TileAddress: Task<Tile?, Never>] = [:]
  private var client: HTTPClient?
  private var isClosed = false
  private var freeSlots: Int
  private var queue: [CheckedContinuation<Void, Never>] = []
  private var refusedUntil: [TileAddress: Timestamp] = [:]
  private var sourceRestsUntil: Timestamp?

  /// - Parameters:
  ///   - userAgent: who asks, with an address where the operator is found.
  package init(
    source: TileSource, store: TileStore, userAgent: String, limits: TileLimits = TileLimits(),
    now: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    self.source = source
    self.store = store
    self.userAgent = userAgent
    self.limits = limits
    self.now = now
    freeSlots = limits.atOnce
  }

  /// The picture, or nil when there is none to be had now. Who asks for the same at once gets the same answer.
  package func tile(at address: TileAddress) async -> Tile? {
    if let job = jobs[address] { return await job.value }
    let job = Task { await self.find(address) }
    jobs[address] = job
    return await job.value
  }

  /// Ends the connections to the source; no picture is fetched afterwards.
  package func close() async {
    isClosed = true
    let open = client
    client = nil
    try? await open?.shutdown()
  }

  private func find(_ address: TileAddress) async -> Tile? {
    defer { jobs[address] = nil }
    let kept = try? await onDisk { store in store.read(address) }
    if let kept, kept.fetched.adding(seconds: limits.fresh) > now() { return Tile(image: kept.image, isStale: false) }
    if let image = await fetch(address) { return Tile(image: image, isStale: false) }
    return kept.map { Tile(image: $0.image, isStale: true) }
  }

  private func fetch(_ address: TileAddress) async -> TileImage? {
    guard mayAsk(for: address), queue.count < limits.waiting else { return nil }
    await takeSlot()
    defer { freeSlot() }
    // Those who waited need not all run into the same dead end.
    guard mayAsk(for: address) else { return nil }
    let client = client ?? .forTiles(limits)
    self.client = client
    do throws(TileFault) {
      let image = try await client.tile(at: source.url(of: address), userAgent: userAgent, limits)
      let fetched = now()
      // A full disk must not keep the picture from the visitor.
      try? await onDisk { store in try store.keep(image, at: address, fetched: fetched) }
      return image
    } catch {
      note(error, at: address)
      return nil
    }
  }

  private func note(_ fault: TileFault, at address: TileAddress) {
    switch fault {
    case .refused:
      if refusedUntil.count > 10_000 { refusedUntil.removeAll() }
      refusedUntil[address] = now().adding(seconds: limits.refusalPause)
    case .unreachable:
      sourceRestsUntil = now().adding(seconds: limits.sourcePause)
    }
  }

  private func mayAsk(for address: TileAddress) -> Bool {
    if isClosed { return false }
    if let rest = sourceRestsUntil, rest > now() { return false }
    guard let pause = refusedUntil[address] else { return true }
    if pause > now() { return false }
    refusedUntil[address] = nil
    return true
  }

  private func takeSlot() async {
    if freeSlots > 0 {
      freeSlots -= 1
    } else {
      await withCheckedContinuation { queue.append($0) }
    }
  }

  private func freeSlot() {
    if queue.isEmpty {
      freeSlots += 1
    } else {
      queue.removeFirst().resume()
    }
  }

  private func onDisk<Value: Sendable>(_ work: @escaping @Sendable (TileStore) throws -> Value) async throws -> Value {
    let store = store
    return try await NIOThreadPool.singleton.runIfActive { try work(store) }
  }
}
