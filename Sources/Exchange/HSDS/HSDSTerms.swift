import Directory
import Foundation

/// Which topics and target groups the categories of other directories mean: the data file `Topics/hsds-terms.json`.
///
/// A rule's names are compared without case; `*` at an end stands for anything.
package struct HSDSTerms: Sendable {
  private struct File: Decodable {
    struct Rule: Decodable {
      let names: [String]
      let topics: [String]?
      let groups: [String]?
    }
    let rules: [Rule]
  }

  /// What a category means here.
  struct Meaning: Sendable, Equatable {
    var topics: [TopicCode] = []
    var groups: [TargetGroup] = []
    var isEmpty: Bool { topics.isEmpty && groups.isEmpty }
  }

  private struct Pattern: Sendable {
    let text: String
    let isOpenAtStart: Bool
    let isOpenAtEnd: Bool
    let meaning: Meaning

    func matches(_ name: String) -> Bool {
      switch (isOpenAtStart, isOpenAtEnd) {
      case (true, true): name.contains(text)
      case (true, false): name.hasSuffix(text)
      case (false, true): name.hasPrefix(text)
      case (false, false): name == text
      }
    }
  }

  private var exact: [String: Meaning] = [:]
  private var patterns: [Pattern] = []
  /// Every topic that a rule names; a category whose code is one of ours means that topic.
  private(set) var topics: Set<TopicCode> = []

  /// - Parameter folder: the room's `Topics` folder.
  package init(folder: URL) throws(ImportFault) {
    let name = "hsds-terms.json"
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
    } catch {
      throw .unreadableTerms("\(name): \(error)")
    }
    for rule in file.rules {
      let codes = (rule.topics ?? []).compactMap(TopicCode.init(rawValue:))
      let groups = (rule.groups ?? []).compactMap(TargetGroup.init(rawValue:))
      guard codes.count == rule.topics?.count ?? 0, groups.count == rule.groups?.count ?? 0 else {
        throw .unreadableTerms("\(name): the rule of “\(rule.names.first ?? "")” names no topic or group of ours")
      }
      topics.formUnion(codes)
      for pattern in rule.names { add(pattern, Meaning(topics: codes, groups: groups)) }
    }
  }

  private mutating func add(_ name: String, _ meaning: Meaning) {
    let lowered = Self.folded(name)
    if !lowered.contains("*") {
      exact[lowered] = meaning
      return
    }
    patterns.append(
      Pattern(
        text: lowered.replacing("*", with: ""), isOpenAtStart: lowered.hasPrefix("*"),
        isOpenAtEnd: lowered.hasSuffix("*"), meaning: meaning))
  }

  /// What a category means: by its code when it is one of ours, else by its name.
  func meaning(code: String, name: String) -> Meaning {
    if let topic = TopicCode(rawValue: code), topics.contains(topic) { return Meaning(topics: [topic]) }
    let folded = Self.folded(name)
    if folded.isEmpty { return Meaning() }
    return exact[folded] ?? patterns.first { $0.matches(folded) }?.meaning ?? Meaning()
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
