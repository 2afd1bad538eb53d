import Foundation

/// Words that are hard to read, each with plainer ones: `hard-words.json`, from offices and social work.
package struct HardWords: Sendable {
  package enum Fault: Error, CustomStringConvertible {
    case unreadable(file: String, why: String)

    package var description: String {
      switch self {
      case .unreadable(let file, let why): "The hard words \(file) cannot be read: \(why)"
      }
    }
  }

  private struct File: Decodable {
    var words: [String: String]
    var abbreviations: [String: String]
  }

  /// In lower case, without hyphens → plainer. Entries of several words stand under their first one.
  private let words: [String: String]
  private let phrases: [String: [(rest: [String], plainer: String)]]
  /// In lower case, without full stops and spaces → in full: `zb` → `zum Beispiel`.
  let abbreviations: [String: String]

  private static let endings = ["", "e", "n", "en", "s", "es", "er", "em", "ern", "nen"]

  package init(file: URL) throws(Fault) {
    let read: File
    do {
      read = try JSONDecoder().decode(File.self, from: Data(contentsOf: file))
    } catch {
      throw .unreadable(file: file.path, why: "\(error)")
    }
    var words: [String: String] = [:]
    var phrases: [String: [(rest: [String], plainer: String)]] = [:]
    for (entry, plainer) in read.words {
      let parts = entry.lowercased().split(separator: " ").map(String.init)
      guard let first = parts.first else { continue }
      if parts.count == 1 {
        words[first.filter { $0 != "-" }] = plainer
        guard entry == first, first.hasSuffix("en") else { continue }
        for ending in ["t", "st", "e", "te", "ten"] { words[String(first.dropLast(2)) + ending] = plainer }
      } else {
        phrases[first, default: []].append((Array(parts.dropFirst()), plainer))
      }
    }
    self.words = words
    self.phrases = phrases.mapValues { $0.sorted { $0.rest.count > $1.rest.count } }
    abbreviations = Dictionary(
      read.abbreviations.map { ($0.lowercased().filter { !" .".contains($0) }, $1) },
      uniquingKeysWith: { one, _ in one })
  }

  package var count: Int { words.count + phrases.values.reduce(0) { $0 + $1.count } }

  /// What a hard word, or several words from here on, could be said with.
  func plainer(than words: ArraySlice<SplitText.Word>) -> (plainer: String, length: Int)? {
    guard let first = words.first?.plain else { return nil }
    for phrase in phrases[first] ?? [] where words.dropFirst().prefix(phrase.rest.count).map(\.plain) == phrase.rest {
      return (phrase.plainer, phrase.rest.count + 1)
    }
    for ending in Self.endings where first.hasSuffix(ending) {
      if let plainer = self.words[String(first.dropLast(ending.count))] { return (plainer, 1) }
    }
    return nil
  }
}
