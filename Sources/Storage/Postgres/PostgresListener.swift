import CLibPQ
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Waits on a thread for notifications of the schema's channel, and connects again when the connection is lost.
final class PostgresListener: Listening {
  private let wakeup: PipePair
  private let isStopped: Flag

  /// Milliseconds before the next attempt after a lost connection; the poll each second goes on meanwhile.
  private static let pause: CInt = 1000

  init?(_ address: PostgresAddress, _ onHint: @escaping @Sendable () -> Void) {
    guard let wakeup = PipePair() else { return nil }
    let isStopped = Flag()
    self.wakeup = wakeup
    self.isStopped = isStopped
    let thread = Thread {
      while !isStopped.isRaised {
        Self.listenUntilLost(address, wakeup, isStopped, onHint)
        wakeup.wait(beside: -1, milliseconds: Self.pause)
      }
    }
    thread.name = "wegpunkt.listener"
    thread.start()
  }

  deinit { stop() }

  func stop() {
    isStopped.raise()
    wakeup.signal()
  }

  private static func listenUntilLost(
    _ address: PostgresAddress, _ wakeup: PipePair, _ isStopped: Flag, _ onHint: () -> Void
  ) {
    guard let connection = try? PostgresConnection(address) else { return }
    guard (try? connection.script("LISTEN \(address.channel)")) != nil else { return }
    // Something may have happened while nobody listened.
    onHint()
    while !isStopped.isRaised {
      wakeup.wait(beside: PQsocket(connection.handle), milliseconds: -1)
      guard PQconsumeInput(connection.handle) == 1 else { return }
      while let notification = PQnotifies(connection.handle) {
        PQfreemem(notification)
        onHint()
      }
    }
  }
}

/// A pipe that wakes a thread which waits in poll(2).
private final class PipePair: Sendable {
  private let reading: CInt
  private let writing: CInt

  init?() {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    // Programs that are started from here must not keep it open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    close(reading)
    close(writing)
  }

  func signal() {
    var byte: UInt8 = 1
    _ = write(writing, &byte, 1)
  }

  /// Returns when the other descriptor has input, a signal came or the time is over; -1 waits without an end.
  func wait(beside descriptor: CInt, milliseconds: CInt) {
    var watched = [
      pollfd(fd: reading, events: Int16(POLLIN), revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&watched, nfds_t(watched.count), milliseconds)
  }
}
