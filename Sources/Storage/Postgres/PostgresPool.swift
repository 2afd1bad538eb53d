import Synchronization

/// A few connections that readers share, and one for the writer: there is only one writer at a time anyway.
final class PostgresPool: Sendable {
  private struct Lane: Sendable {
    let room: WaitingRoom
    let name: String
  }

  private let address: PostgresAddress
  private let readers: Lane
  private let writer: Lane
  private let idle: Mutex<[String: [PostgresWorker]]> = Mutex([:])
  private let isClosed = Atomic<Bool>(false)

  /// How many transactions read at the same time.
  static let readerCount = 4
  /// How long a transaction waits for a connection.
  static let patience = Duration.seconds(10)

  init(_ address: PostgresAddress) {
    self.address = address
    readers = Lane(room: WaitingRoom(places: Self.readerCount, patience: Self.patience), name: "reader")
    writer = Lane(room: WaitingRoom(places: 1, patience: Self.patience), name: "writer")
  }

  func read<Value: Sendable>(
    opening: String, _ body: @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    try await perform(in: readers, opening, body)
  }

  func write<Value: Sendable>(
    opening: String, _ body: @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    try await perform(in: writer, opening, body)
  }

  func close() async {
    isClosed.store(true, ordering: .sequentiallyConsistent)
    let workers = idle.withLock { idle in
      defer { idle = [:] }
      return idle.values.flatMap(\.self)
    }
    for worker in workers { await worker.disconnect() }
  }

  private func perform<Value: Sendable>(
    in lane: Lane, _ opening: String, _ body: @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    if isClosed.load(ordering: .sequentiallyConsistent) { throw StorageError.closed }
    try await lane.room.enter()
    defer { lane.room.leave() }
    let worker = take(from: lane)
    defer { giveBack(worker, to: lane) }
    let ticket = PostgresInterruption.Ticket()
    defer { worker.interruption.forget(ticket) }
    return try await withTaskCancellationHandler {
      try await worker.transaction(ticket, opening: opening, body)
    } onCancel: {
      worker.interruption.interrupt(ticket)
    }
  }

  private func take(from lane: Lane) -> PostgresWorker {
    idle.withLock { $0[lane.name]?.popLast() } ?? PostgresWorker(address, name: "wegpunkt.\(lane.name)")
  }

  private func giveBack(_ worker: PostgresWorker, to lane: Lane) {
    if isClosed.load(ordering: .sequentiallyConsistent) { return }
    idle.withLock { $0[lane.name, default: []].append(worker) }
  }
}
