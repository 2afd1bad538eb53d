import Foundation
import Vocabulary

/// Hands mails over to the machine's `sendmail` program: postfix, msmtp and the like.
package struct Sendmail: Sendable {
  package let program: String
  package let from: MailAddress
  /// What people read as the sender.
  package let name: String

  package init(program: String, from: MailAddress, name: String) {
    self.program = program
    self.from = from
    self.name = name
  }

  enum Failure: Error, Hashable {
    case notStarted
    case refused(Int32)
    case tooSlow

    var reason: String {
      switch self {
      case .notStarted: "the program could not be started"
      case .refused(let code): "the program ended with \(code)"
      case .tooSlow: "the program took too long"
      }
    }
  }

  static let patience: TimeInterval = 60

  func send(_ mail: Mail, id: String, at now: Timestamp) async throws {
    let message = mail.message(from: from, name: name, id: id, at: now)
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      Thread { continuation.resume(with: Result { try run(Data(message.utf8), to: mail.to) }) }.start()
    }
  }

  /// Blocks. Arguments are never read by a shell, and the recipient stands after `--`.
  private func run(_ message: Data, to recipient: MailAddress) throws {
    guard FileManager.default.isExecutableFile(atPath: program) else { throw Failure.notStarted }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-i", "-f", from.text, "--", recipient.text]
    process.standardInput = try Self.unnamedFile(message)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try process.run() } catch { throw Failure.notStarted }
    if ended.wait(timeout: .now() + Self.patience) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      throw Failure.tooSlow
    }
    guard process.terminationStatus == 0 else { throw Failure.refused(process.terminationStatus) }
  }

  /// A file without a name: a pipe would end this program if the other side closed early.
  private static func unnamedFile(_ data: Data) throws -> FileHandle {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("wegpunkt-mail-\(UUID().uuidString)").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw Failure.notStarted }
    unlink(path)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: data)
    try handle.seek(toOffset: 0)
    return handle
  }
}
