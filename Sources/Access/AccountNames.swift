import Storage
import Vocabulary

extension Access {
  /// The names of accounts, for histories and lists; erased ones have none.
  package func names(of ids: [Identifier<Account>]) async throws -> [Identifier<Account>: String] {
    try await desk.database.read { [sealer = desk.sealer] reader in
      var names: [Identifier<Account>: String] = [:]
      for id in Set(ids) { names[id] = try reader.account(id, sealer)?.name }
      return names
    }
  }
}
