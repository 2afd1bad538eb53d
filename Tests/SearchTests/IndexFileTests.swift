import Foundation
import Seeded
import Testing
import Vocabulary

@testable import Search

@Suite struct IndexFileTests {
  private let key = IndexKey(epoch: "5f2c", change: 41)
  private let folder: TemporaryFolder
  private let lexicon: SearchLexicon

  init() throws {
    folder = try TemporaryFolder()
    lexicon = try SearchTests.lexicon()
  }

  private var file: URL { folder.url.appending(path: "search.index") }

  private func save() throws -> SearchIndex {
    let index = SearchIndex(
      lexicon: lexicon,
      documents: (0..<40).map { document($0, "Deutschkurs \($0)", "Treffpunkt für alle", facets: ["area:\($0 % 3)"]) })
    try index.save(to: file, key: key)
    return index
  }

  @Test func `a kept index answers like the one that was kept`() throws {
    let index = try save()
    let loaded = try SearchIndex(lexicon: lexicon, loading: file, key: key)
    for text in ["Kurs", "treffpunkt 7", "deutschkrs", ""] {
      let query = SearchQuery(text: text, language: .german, limit: 50)
      let (one, other) = (try index.snapshot.search(query), try loaded.snapshot.search(query))
      #expect(one.hits.map(\.id) == other.hits.map(\.id))
      #expect(one.hits.map(\.payload.bytes) == other.hits.map(\.payload.bytes))
      #expect(one.facetCounts == other.facetCounts)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["search.index"])
  }

  @Test func `a file says what it was made from`() throws {
    #expect(SearchIndex.keptKey(at: file) == nil)
    _ = try save()
    #expect(SearchIndex.keptKey(at: file) == key)
    try Data(contentsOf: file).prefix(60).write(to: file)
    #expect(SearchIndex.keptKey(at: file) == nil)
    try Data(repeating: 0xff, count: 400).write(to: file)
    #expect(SearchIndex.keptKey(at: file) == nil)
  }

  @Test func `a merged index is kept and goes on from the file`() async throws {
    let index = try save()
    index.update((0..<20).map { document($0, "Tanzen \($0)") }, removing: [id(39)])
    let newer = IndexKey(epoch: key.epoch, change: 42)
    #expect(await index.mergeIfNeeded(keepingIn: KeptIndexFile(url: file, key: newer)))
    #expect(SearchIndex.keptKey(at: file) == newer)
    let loaded = try SearchIndex(lexicon: lexicon, loading: file, key: newer)
    for snapshot in [index.snapshot, loaded.snapshot] {
      #expect(snapshot.count == 39 && snapshot.segments.count == 1)
      #expect(try snapshot.search(SearchQuery(text: "Tanzen ", language: .german)).total == 20)
    }
    #expect(await index.mergeIfNeeded() == false)
  }

  @Test func `a merge that cannot be kept is a merge all the same`() async throws {
    let index = try save()
    index.update((0..<20).map { document($0, "Tanzen \($0)") })
    let nowhere = KeptIndexFile(url: folder.url.appending(path: "no/such/file"), key: key)
    #expect(await index.mergeIfNeeded(keepingIn: nowhere))
    #expect(index.snapshot.count == 40 && index.snapshot.segments.count == 1)
  }

  @Test func `an empty index can be kept`() throws {
    try SearchIndex(lexicon: lexicon).save(to: file, key: key)
    #expect(try SearchIndex(lexicon: lexicon, loading: file, key: key).snapshot.count == 0)
  }

  @Test func `an index of another state is refused`() throws {
    _ = try save()
    for other in [
      IndexKey(epoch: "5f2c", change: 42), IndexKey(epoch: "5f2d", change: 41), IndexKey(epoch: "", change: 41),
    ] {
      #expect(throws: IndexFileError.otherState) { try SearchIndex(lexicon: lexicon, loading: file, key: other) }
    }
  }

  @Test func `an index made with other language data is refused`() throws {
    _ = try save()
    let languages = try TemporaryFolder()
    for name in ["folding.json", "ranking.json", "de.json"] {
      try FileManager.default.copyItem(
        at: languagesFolder.appending(path: name), to: languages.url.appending(path: name))
    }
    let other = try SearchLexicon(folder: languages.url)
    #expect(throws: IndexFileError.otherState) { try SearchIndex(lexicon: other, loading: file, key: key) }
  }

  @Test func `a missing file is said to be missing`() {
    #expect(throws: IndexFileError.missing) { try SearchIndex(lexicon: lexicon, loading: file, key: key) }
  }

  @Test func `a folder that does not exist is said not to be writable`() throws {
    let index = SearchIndex(lexicon: lexicon)
    #expect {
      try index.save(to: folder.url.appending(path: "no/such/file"), key: key)
    } throws: { error in
      if case .notWritable = error as? IndexFileError { true } else { false }
    }
  }

  @Test func `a file with any damage is refused`() throws {
    _ = try save()
    let whole = try Data(contentsOf: file)
    var random = SeededGenerator(seed: 9)
    for round in 0..<400 {
      var damaged = whole
      switch round % 4 {
      case 0: damaged[random.below(damaged.count)] ^= UInt8(1 << random.below(8))
      case 1: damaged = damaged.prefix(random.below(damaged.count))
      case 2: damaged.append(contentsOf: [UInt8](repeating: 0, count: 1 + random.below(40)))
      default:
        let start = random.below(damaged.count)
        for place in start..<min(damaged.count, start + 64) {
          damaged[place] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      if damaged == whole { continue }
      try damaged.write(to: file)
      #expect(throws: IndexFileError.self) { try SearchIndex(lexicon: lexicon, loading: file, key: key) }
    }
    try Data("not an index at all, only some text that is long enough to have a header, perhaps".utf8).write(to: file)
    #expect(throws: IndexFileError.damaged("not a search index")) {
      try SearchIndex(lexicon: lexicon, loading: file, key: key)
    }
  }
}
