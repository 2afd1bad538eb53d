import Foundation
import Seeded
import Testing
import Vocabulary

@testable import Search

/// The real directory beside the repository; nothing of it is kept here.
private let services = packageRoot.deletingLastPathComponent().appending(
  path: "shared/data/hsds-baltimore/services.csv")

@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: services.path),
    "the real directory ../shared/data/hsds-baltimore is not here"))
struct DirectoryTests {
  private let documents: [SearchDocument]
  private let names: [String]

  init() throws {
    let rows = parsedCSV(try String(contentsOf: services, encoding: .utf8))
    let header = try #require(rows.first)
    let name = try #require(header.firstIndex(of: "name"))
    let description = try #require(header.firstIndex(of: "description"))
    let entries = rows.dropFirst().filter { $0.count == header.count }
    names = entries.map { $0[name] }
    documents = entries.enumerated().map { number, row in
      document(number, row[name], row[description], .english)
    }
  }

  /// Two or three words that stand together in one service's name only, one of four letters or more with one random
  /// typing error.
  private func misspeltQueries(_ count: Int, seed: UInt64) throws -> [(text: String, wanted: Int)] {
    let folding = try lexicon().folding
    let titles = names.map { Set(folding.words(in: $0).map { folding.text(of: $0) }) }
    var random = SeededGenerator(seed: seed)
    var queries: [(text: String, wanted: Int)] = []
    for _ in 0..<(count * 50) where queries.count < count {
      let wanted = random.below(names.count)
      var words = titles[wanted].filter { $0.count > 1 }.sorted()
      words.shuffle(using: &random)
      let chosen = Array(words.prefix(2 + random.below(2)))
      guard chosen.count >= 2, titles.count(where: { $0.isSuperset(of: chosen) }) == 1,
        let place = chosen.indices.filter({ chosen[$0].count >= 4 }).randomElement(using: &random)
      else { continue }
      var typed = chosen
      typed[place] = misspelt(typed[place], &random)
      queries.append((typed.joined(separator: " "), wanted))
    }
    return queries
  }

  @Test func `a service is found by words of its name in spite of a typing error`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: documents)
    let snapshot = index.snapshot
    let queries = try misspeltQueries(300, seed: 7)
    #expect(queries.count == 300)
    var sum = 0.0
    for query in queries {
      let result = try snapshot.search(SearchQuery(text: query.text, language: .english, limit: 10))
      if let rank = result.hits.firstIndex(where: { $0.id == id(query.wanted) }) {
        sum += 1 / Double(rank + 1)
      }
      if ProcessInfo.processInfo.environment["SEARCH_TEST_MISSES"] != nil, result.hits.first?.id != id(query.wanted) {
        print(query.text, "|", names[query.wanted], "|", result.hits.first.map { names[Int($0.id.low)] } ?? "nothing")
      }
    }
    let meanReciprocalRank = sum / Double(queries.count)
    print("MRR@10 over \(queries.count) misspelt queries: \(meanReciprocalRank)")
    #expect(meanReciprocalRank >= 0.95)
  }
}

/// One insertion, omission, wrong letter or swap of neighbours that changes the word.
func misspelt(_ word: String, _ random: inout SeededGenerator) -> String {
  let letters = Array("abcdefghijklmnopqrstuvwxyz")
  while true {
    var typed = Array(word)
    let place = random.below(typed.count)
    switch random.below(4) {
    case 0: typed.insert(random.pick(letters), at: place)
    case 1: typed.remove(at: place)
    case 2: typed[place] = random.pick(letters)
    default: if place + 1 < typed.count { typed.swapAt(place, place + 1) }
    }
    if String(typed) != word { return String(typed) }
  }
}

/// RFC 4180.
func parsedCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field: [UInt8] = []
  var isQuoted = false
  var bytes = Array(text.utf8)[...]
  func endField() {
    row.append(String(decoding: field, as: UTF8.self))
    field = []
  }
  while let byte = bytes.popFirst() {
    switch byte {
    case UInt8(ascii: "\""):
      if isQuoted, bytes.first == byte {
        field.append(byte)
        bytes.removeFirst()
      } else {
        isQuoted.toggle()
      }
    case UInt8(ascii: ",") where !isQuoted: endField()
    case UInt8(ascii: "\n") where !isQuoted:
      endField()
      rows.append(row)
      row = []
    case UInt8(ascii: "\r") where !isQuoted: break
    default: field.append(byte)
    }
  }
  if !row.isEmpty || !field.isEmpty {
    endField()
    rows.append(row)
  }
  return rows
}
