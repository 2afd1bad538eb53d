import Foundation

/// Runs work that blocks for long on a thread of its own; a cancelled task raises the flag that the work watches.
func onOwnThread<Value: Sendable>(
  stoppingWith flag: Flag = Flag(), _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try work() }) }.start()
    }
  } onCancel: {
    flag.raise()
  }
}
