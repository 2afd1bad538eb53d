/// One connection and its thread. It connects when it is first needed, and again after the connection was lost.
actor PostgresWorker {
  private let address: PostgresAddress
  private let executor: ThreadExecutor
  private var connection: PostgresConnection?
  nonisolated let interruption = PostgresInterruption()

  init(_ address: PostgresAddress, name: String) {
    self.address = address
    executor = ThreadExecutor(name: name)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// A transaction that begins with `opening`; `ticket` names it to whoever wants to interrupt it.
  func transaction<Value: Sendable>(
    _ ticket: PostgresInterruption.Ticket, opening: String, _ body: @Sendable (PostgresSession) throws -> Value
  ) throws -> Value {
    let outcome = Result { try attempt(ticket, opening, body) }
    let wasInterrupted = interruption.end(ticket)
    // A late interruption could hit the next transaction.
    if wasInterrupted || connection?.isIdle == false { disconnect() }
    if wasInterrupted, case .failure(let error as StorageError) = outcome, error.followsInterruption {
      throw CancellationError()
    }
    return try outcome.get()
  }

  func disconnect() {
    interruption.forgetConnection()
    connection = nil
  }

  private func attempt<Value>(
    _ ticket: PostgresInterruption.Ticket, _ opening: String, _ body: (PostgresSession) throws -> Value
  ) throws -> Value {
    let value: Value
    do {
      let session = PostgresSession(try begin(ticket, opening)) { [interruption] in try interruption.check() }
      value = try body(session)
    } catch {
      if let connection, connection.isAlive { try? connection.script("ROLLBACK") }
      throw error
    }
    try commit()
    return value
  }

  /// Beginning has no effect yet, so a connection that proves dead is replaced without anyone noticing.
  private func begin(_ ticket: PostgresInterruption.Ticket, _ opening: String) throws -> PostgresConnection {
    if let connection {
      do {
        try interruption.begin(ticket)
        try connection.script(opening)
        return connection
      } catch StorageError.connectionLost {
        disconnect()
      }
    }
    let fresh = try PostgresConnection(address)
    connection = fresh
    interruption.use(fresh)
    try interruption.begin(ticket)
    try fresh.script(opening)
    return fresh
  }

  private func commit() throws {
    do {
      try connection?.script("COMMIT")
    } catch StorageError.connectionLost(let reason) {
      throw StorageError.commitUncertain(reason)
    }
  }
}

extension StorageError {
  /// What statements throw once the server was asked to stop them.
  fileprivate var followsInterruption: Bool {
    switch self {
    case .tooSlow, .transactionFailed: true
    default: false
    }
  }
}
