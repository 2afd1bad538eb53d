import Foundation
import Testing
import Vocabulary

@testable import Search

@Suite struct UpdateTests {
  @Test func `a change is visible on return and earlier snapshots stay as they are`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Yoga"), document(2, "Tanzen")])
    let before = index.snapshot
    index.update([document(1, "Fechten")], removing: [id(2)])
    #expect(try found("Fechten ", in: index) == [1])
    #expect(try found("Yoga ", in: index) == [])
    #expect(try found("Tanzen ", in: index) == [])
    #expect(try before.search(SearchQuery(text: "Yoga ", language: .german)).total == 1)
    #expect(before.count == 2)
    #expect(index.snapshot.count == 1)
    #expect(index.snapshot.version > before.version)
    #expect(index.snapshot.payload(of: id(2)) == nil)
    #expect(index.snapshot.payload(of: id(1))?.bytes == Array("1".utf8))
  }

  @Test func `of several documents with one name the last counts`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Yoga"), document(1, "Tanzen")])
    #expect(try found("", in: index) == [1])
    #expect(try found("Tanzen ", in: index) == [1])
    #expect(try found("Yoga ", in: index) == [])
  }

  @Test func `many small changes stay few segments`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(0, "Yoga")])
    for number in 1...40 { index.update([document(number, "Tanzen \(number)")]) }
    #expect(index.snapshot.segments.count <= 8)
    #expect(try found("Tanzen ", in: index).count == 40)
  }

  @Test func `a change does not read all earlier ones again`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(0, "Yoga")])
    var known = Set(index.snapshot.parts)
    var written = 0
    for number in 1...400 {
      index.update([document(number, "Tanzen")])
      for part in index.snapshot.parts where known.insert(part).inserted { written += part.count }
    }
    #expect(written < 4000, "each document about five times")
    #expect(index.snapshot.segments.count <= 12)
    #expect(index.snapshot.count == 401)
  }

  @Test func `a set from another snapshot is refused`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Yoga")])
    let set = index.snapshot.documentSet { _, _ in true }
    index.update([document(2, "Tanzen")])
    let query = SearchQuery(text: "", language: .german, restrictions: [SearchRestriction(set, isApplied: true)])
    #expect(throws: SearchError.foreignDocumentSet) { try index.snapshot.search(query) }
  }

  @Test func `every document is visited once`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: (0..<20).map { document($0, "Yoga") })
    index.update([document(3, "Tanzen"), document(30, "Tanzen")], removing: [id(5)])
    var visited: [UInt64] = []
    index.snapshot.forEachDocument { id, _ in visited.append(id.low) }
    #expect(visited.sorted() == (0..<20).filter { $0 != 5 }.map { UInt64($0) } + [30])
  }

  @Test func `readers are never disturbed by writers and merges`() async throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: (0..<50).map { document($0, "Yoga \($0)") })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<30 {
          index.update([document(round % 50, "Yoga neu \(round)")])
          if round % 5 == 4 { index.merge(onlyIfNeeded: false) }
        }
      }
      group.addTask {
        for round in 0..<30 {
          index.update([document(100 + round, "Tanzen")], removing: [id(100 + round - 1)])
        }
      }
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<40 {
            let snapshot = index.snapshot
            // Each document is there exactly once in every state.
            let yoga = try snapshot.search(SearchQuery(text: "Yoga ", language: .german)).total
            let dance = try snapshot.search(SearchQuery(text: "Tanzen ", language: .german)).total
            #expect(yoga == 50 && dance <= 1)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(index.snapshot.count == 51)
  }

  @Test func `a part stays the same in later snapshots`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: (0..<20).map { document($0, "Yoga") })
    let before = index.snapshot
    index.update([document(3, "Tanzen")], removing: [id(5)])
    let after = index.snapshot
    #expect(Array(after.parts.prefix(1)) == before.parts && after.parts.count == 2)
    var payloads: [[UInt8]] = []
    after.forEachPayload(of: [3, 4], in: before.parts[0]) { _, payload in payloads.append(payload.bytes) }
    #expect(payloads == [Array("3".utf8), Array("4".utf8)])
    let all = after.documentSet(of: after.parts.map { Bitset(count: $0.count, full: true) })
    #expect(all.count == 19)
    index.merge(onlyIfNeeded: false)
    #expect(Set(index.snapshot.parts).isDisjoint(with: after.parts))
  }

  @Test func `updates during a merge survive it`() async throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: (0..<300).map { document($0, "Yoga \($0)") })
    index.update((0..<30).map { document($0, "Tanzen \($0)") })
    async let merged = index.mergeIfNeeded()
    for number in 0..<20 { index.update([document(number, "Fechten \(number)")], removing: [id(200 + number)]) }
    #expect(await merged)
    #expect(try found("Fechten ", in: index).count == 20)
    #expect(try found("Tanzen ", in: index).count == 10)
    #expect(index.snapshot.count == 280)
  }
}
