import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import Vocabulary

@testable import Tiles

@Suite struct TileProxyTests {
  private static func address(_ row: Int = 2733) throws -> TileAddress {
    try #require(TileAddress(zoom: 13, column: 4250, row: row))
  }

  @Test func aPictureIsFetchedOnceAndKeptForAWeek() async throws {
    try await withProxy(answering: { _, _ in TileServer.picture() }) { proxy, server, clock, _ in
      let address = try Self.address()
      for _ in 1...2 { #expect(await proxy.tile(at: address)?.image.contentType == "image/png") }
      clock.advance(days: 6)
      #expect(await proxy.tile(at: address)?.isStale == false)
      #expect(server.asked == [.init(path: "/13/4250/2733.png", userAgent: "Wegpunkt/test")])
      clock.advance(days: 2)
      #expect(await proxy.tile(at: address)?.isStale == false)
      #expect(server.asked.count == 2)
    }
  }

  @Test func whoAsksAtOnceSharesOneQuestion() async throws {
    let gate = Gate()
    try await withProxy(answering: { _, _ in
      await gate.pass()
      return TileServer.picture()
    }) { proxy, server, _, _ in
      let address = try Self.address()
      let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 1...20 { group.addTask { await proxy.tile(at: address) != nil } }
        group.addTask {
          gate.open()
          return true
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(answers == 21)
      #expect(server.asked.count == 1)
    }
  }

  @Test func theSourceIsNotStormed() async throws {
    let meter = Meter()
    var limits = TileLimits()
    limits.atOnce = 2
    try await withProxy(
      limits: limits,
      answering: { _, _ in
        await meter.enter()
        await Task.yield()
        await meter.leave()
        return TileServer.picture()
      }
    ) { proxy, server, _, _ in
      await withTaskGroup(of: Void.self) { group in
        for row in 0..<30 {
          group.addTask {
            if let address = try? Self.address(row) { _ = await proxy.tile(at: address) }
          }
        }
      }
      #expect(server.asked.count == 30)
      #expect(await meter.most <= 2)
    }
  }

  @Test func aSourceThatIsDownGivesTheOldPictureOrNone() async throws {
    try await withProxy(answering: { server, _ in
      server.asked.count == 1 ? TileServer.picture() : Response(status: .internalServerError)
    }) { proxy, server, clock, _ in
      let address = try Self.address()
      #expect(await proxy.tile(at: address)?.isStale == false)
      clock.advance(days: 8)
      #expect(await proxy.tile(at: address)?.isStale == true)
      let none = try await proxy.tile(at: Self.address(1))
      #expect(none == nil)
      #expect(server.asked.count == 2, "a source that is down is left alone for a while")
      clock.advance(seconds: 11)
      let stillNone = try await proxy.tile(at: Self.address(1))
      #expect(stillNone == nil)
      #expect(server.asked.count == 3)
    }
  }

  @Test func nobodyThereIsNoFault() async throws {
    let port = try await TileServer.run(answering: { _, _ in TileServer.picture() }) { _, base in base }
    // The server has ended; nobody listens there now.
    let source = try TileSource("\(port)/{z}/{x}/{y}.png")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nowhere-\(UUID().uuidString)")
    let proxy = TileProxy(
      source: source, store: TileStore(folder: folder, source: source, limit: 1000), userAgent: "Wegpunkt/test")
    let none = try await proxy.tile(at: Self.address())
    #expect(none == nil)
    await proxy.close()
    let closed = try await proxy.tile(at: Self.address(1))
    #expect(closed == nil)
  }

  @Test func whatIsNoPictureIsRefused() async throws {
    var limits = TileLimits()
    limits.bytes = 1000
    try await withProxy(
      limits: limits,
      answering: { _, path in
        switch path {
        case "/13/4250/1.png": TileServer.picture(Array("<html>".utf8))
        case "/13/4250/2.png": TileServer.picture(TileServer.png + [UInt8](repeating: 0, count: 2000))
        case "/13/4250/3.png": Response(status: .found, headers: [.location: "/13/4250/9.png"])
        default: TileServer.picture()
        }
      }
    ) { proxy, server, clock, _ in
      for row in 1...3 {
        let tile = try await proxy.tile(at: Self.address(row))
        #expect(tile == nil, "\(row)")
      }
      let other = try await proxy.tile(at: Self.address(4))
      #expect(other != nil, "other pictures are still fetched")
      #expect(!server.asked.contains { $0.path.contains("/9.png") }, "a redirect leads nowhere")
      _ = try await proxy.tile(at: Self.address(1))
      #expect(server.asked.count == 4)
      clock.advance(seconds: 61)
      _ = try await proxy.tile(at: Self.address(1))
      #expect(server.asked.count == 5)
    }
  }

  /// A body that never ends must not hold a visitor, nor a slot.
  @Test func aSourceThatTricklesIsLeft() async throws {
    let gate = Gate()
    var limits = TileLimits()
    limits.time = .milliseconds(200)
    try await withProxy(
      limits: limits,
      answering: { _, _ in
        Response(
          status: .ok,
          body: ResponseBody { writer in
            try await writer.write(ByteBuffer(bytes: TileServer.png))
            await gate.pass()
            try await writer.finish(nil)
          })
      }
    ) { proxy, _, _, _ in
      let tile = try await proxy.tile(at: Self.address())
      #expect(tile == nil)
      gate.open()
    }
  }

  @Test func theDiskIsBounded() async throws {
    let picture = TileServer.png + [UInt8](repeating: 7, count: 989)
    try await withProxy(bytes: 10_000, answering: { _, _ in TileServer.picture(picture) }) {
      proxy, server, clock, folder in
      for row in 0..<25 {
        let fetched = try await proxy.tile(at: Self.address(row))
        #expect(fetched != nil)
        clock.advance(seconds: 1)
        #expect(Self.bytes(in: folder) <= 10_000)
      }
      #expect(Self.bytes(in: folder) >= 8_000)
      let asked = server.asked.count
      _ = try await proxy.tile(at: Self.address(24))
      #expect(server.asked.count == asked, "the youngest is kept")
      _ = try await proxy.tile(at: Self.address(0))
      #expect(server.asked.count == asked + 1, "the oldest left")
    }
  }

  @Test func picturesOfAnotherSourceAreRemoved() async throws {
    try await withProxy(answering: { _, _ in TileServer.picture() }) { proxy, _, _, folder in
      _ = try await proxy.tile(at: Self.address())
      let note = folder.appendingPathComponent("README")
      try Data("mine".utf8).write(to: note)
      #expect(Self.bytes(in: folder) > 11)
      _ = TileStore(folder: folder, source: try TileSource("https://other.example/{z}/{x}/{y}"), limit: 1000)
      #expect(Self.bytes(in: folder) == 4)
    }
  }

  private static func bytes(in folder: URL) -> Int {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.fileSizeKey])
    return (files?.allObjects ?? []).compactMap { $0 as? URL }.reduce(0) { sum, url in
      let values = try? url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
      return sum + (values?.isRegularFile == true ? values?.fileSize ?? 0 : 0)
    }
  }
}

/// How many are inside at once.
private actor Meter {
  private var inside = 0
  private(set) var most = 0

  func enter() {
    inside += 1
    most = max(most, inside)
  }

  func leave() { inside -= 1 }
}
