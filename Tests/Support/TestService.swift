import Foundation

/// A small server of `Tests/Services` as a process of its own, ended with the test.
package final class TestService {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  /// The port it listens at.
  package private(set) var port = 0

  /// The python of the small servers is missing: the tests fail, for what is skipped is soon broken.
  package struct Missing: Error, CustomStringConvertible {
    package let description = """
      WEGPUNKT_TEST_PYTHON is not set, or the server did not start. Set it: \
      export WEGPUNKT_TEST_PYTHON="$(Scripts/test-python.sh)"
      """
  }

  package init(_ script: String, _ arguments: [String] = []) throws {
    guard let python = ProcessInfo.processInfo.environment["WEGPUNKT_TEST_PYTHON"] else { throw Missing() }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Services")
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-W", "ignore", folder.appendingPathComponent(script).path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard let line = try line(), let port = Int(line) else { throw Missing() }
    self.port = port
  }

  /// The next line it says; blocks. Nil when it has ended.
  package func line() throws -> String? {
    var bytes: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  package func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  deinit { if process.isRunning { process.terminate() } }
}
