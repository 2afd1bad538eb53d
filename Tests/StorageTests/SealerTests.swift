import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Storage

private enum Person {}

@Suite struct SealerTests {
  private let vera = SealPurpose("accounts.name", of: Identifier<Person>.derived(from: "vera"))
  private let otto = SealPurpose("accounts.name", of: Identifier<Person>.derived(from: "otto"))

  @Test func whatWasSealedOpensForItsPurposeOnly() throws {
    let sealer = Sealer(try KeyRing.temporary())
    let sealed = try sealer.seal("Vera Ünal", for: vera)
    #expect(try sealer.openText(sealed, for: vera) == "Vera Ünal")
    #expect(try sealer.seal("Vera Ünal", for: vera) != sealed, "the same words look different each time")
    #expect(throws: SealFault.forged) { try sealer.open(sealed, for: otto) }
    let strange = Sealer(try KeyRing.temporary())
    #expect(throws: SealFault.forged) { try strange.open(sealed, for: vera) }
    #expect(try sealer.openText(sealer.seal("", for: vera), for: vera) == "")
  }

  @Test func everyChangedByteIsNoticed() throws {
    let sealer = Sealer(try KeyRing.temporary())
    let sealed = try sealer.seal("Vera", for: vera)
    for position in sealed.indices {
      var changed = sealed
      changed[position] ^= 1
      #expect(throws: SealFault.self) { try sealer.open(changed, for: vera) }
      #expect(throws: SealFault.self) { try sealer.open(Array(sealed[..<position]), for: vera) }
    }
  }

  @Test func keysRotateAndOldValuesStillOpen() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/keys"
      let first = Sealer(try KeyRing.make(path))
      let sealed = try first.seal("Vera", for: vera)
      let second = Sealer(try KeyRing.rotate(path))
      #expect(try second.openText(sealed, for: vera) == "Vera")
      #expect(!second.isCurrent(sealed) && first.isCurrent(sealed))
      let renewed = try second.seal("Vera", for: vera)
      #expect(throws: SealFault.unknownKey(2)) { try first.open(renewed, for: vera) }
      #expect(first.blindIndex(of: "a", for: "x") == second.blindIndex(of: "a", for: "x"), "looking up goes on")
      #expect(first.blindIndex(of: "a", for: "x") != first.blindIndex(of: "a", for: "y"))
    }
  }

  @Test func aKeyFileIsItsOwnersAndNeverReplaced() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/keys"
      #expect(throws: KeyFault.missing(path)) { try KeyRing.read(path) }
      let sealed = try Sealer(KeyRing.make(path)).seal("Vera", for: vera)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(try Sealer(KeyRing.make(path)).openText(sealed, for: vera) == "Vera")
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      #expect(throws: KeyFault.tooOpen(path)) { try KeyRing.read(path) }
      for broken in ["", "{}", #"{"about":"","lookup":"AA==","keys":[]}"#] {
        try Data(broken.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: KeyFault.self) { try KeyRing.read(path) }
      }
      #expect(throws: KeyFault.self) { try KeyRing.make("\(folder)/none/keys") }
    }
  }

  @Test func keysMadeAtTheSameTimeAreOne() async throws {
    try await withTemporaryFolder { folder in
      let sealers = try await withThrowingTaskGroup(of: Sealer.self) { group in
        for _ in 0..<8 { group.addTask { Sealer(try KeyRing.make("\(folder)/keys")) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let sealed = try sealers[0].seal("Vera", for: vera)
      for sealer in sealers { #expect(try sealer.openText(sealed, for: vera) == "Vera") }
    }
  }
}
