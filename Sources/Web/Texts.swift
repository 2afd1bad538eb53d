import Foundation
import Vocabulary

/// The name of one text of the interface. Each room has an enum of its own; a test compares it with the files of all languages.
package protocol TextKey: RawRepresentable<String>, CaseIterable, Sendable {}

/// A code of the structured data that has a label in every language, such as a target group.
package protocol Term: RawRepresentable<String>, Sendable {
  /// The first part of its text's key: `targetGroup` for `targetGroup.women`.
  static var group: String { get }
}

/// The interface's texts in all languages, read once at start from `Texts/*.json` of each room.
package struct Texts: Sendable {
  package enum Fault: Error, CustomStringConvertible {
    case unreadable(file: String, why: String)

    package var description: String {
      switch self {
      case .unreadable(let file, let why): "The text file \(file) cannot be read: \(why)"
      }
    }
  }

  /// A text, or the forms it takes by number (CLDR plural categories).
  private enum Entry: Sendable {
    case plain(TextPattern)
    case plural([String: TextPattern])
  }

  private var entries: [Language: [String: Entry]] = [:]
  package private(set) var languages: Set<Language> = []

  /// Reads every `LANG.json` in the folders; a later folder adds to an earlier one.
  package init(folders: [URL]) throws(Fault) {
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      for name in names.sorted() where name.hasSuffix(".json") {
        guard let language = Language(code: String(name.dropLast(5))) else { continue }
        entries[language, default: [:]].merge(try Self.read(folder.appendingPathComponent(name))) { _, new in new }
        languages.insert(language)
      }
    }
  }

  private static func read(_ file: URL) throws(Fault) -> [String: Entry] {
    do {
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
      guard let dictionary = object as? [String: Any] else {
        throw Fault.unreadable(file: file.path, why: "it is not a JSON object")
      }
      return try dictionary.mapValues { value in
        if let text = value as? String { return .plain(TextPattern(text)) }
        if let forms = value as? [String: String] { return .plural(forms.mapValues(TextPattern.init)) }
        throw Fault.unreadable(file: file.path, why: "values are texts, or plural forms")
      }
    } catch let fault as Fault {
      throw fault
    } catch {
      throw .unreadable(file: file.path, why: "\(error)")
    }
  }

  /// The keys a language has, for tests.
  package func keys(in language: Language) -> Set<String> { Set((entries[language] ?? [:]).keys) }

  /// A text, its `{name}` places filled. Falls back to German, then to the key itself.
  package func text(_ key: String, in language: Language, _ values: [String: String] = [:], count: Int? = nil) -> String
  {
    guard let entry = entries[language]?[key] ?? entries[.german]?[key] else { return key }
    switch entry {
    case .plain(let pattern): return pattern.filled(values, count: count)
    case .plural(let forms):
      let category = PluralCategory(of: count ?? 0, in: language).rawValue
      return (forms[category] ?? forms["other"])?.filled(values, count: count) ?? key
    }
  }

  package func has(_ key: String, in language: Language) -> Bool { entries[language]?[key] != nil }
}

/// A text with `{name}` places, taken apart once.
private struct TextPattern: Sendable {
  private let text: String
  /// Literals and names by turns, a literal first; empty when there are no places.
  private let pieces: [String]

  init(_ text: String) {
    self.text = text
    var pieces: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append(String(rest[..<open]))
      pieces.append(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    self.pieces = pieces.isEmpty ? [] : pieces + [String(rest)]
  }

  /// With its places filled in one pass, so that a value that looks like a place stays what it is. A place without a
  /// value stays, too.
  func filled(_ values: [String: String], count: Int?) -> String {
    guard !pieces.isEmpty else { return text }
    var filled = ""
    for (number, piece) in pieces.enumerated() {
      if number % 2 == 0 {
        filled += piece
      } else if let value = values[piece] {
        filled += value
      } else if piece == "count", let count {
        filled += String(count)
      } else {
        filled += "{\(piece)}"
      }
    }
    return filled
  }
}

/// The form a counted noun takes (CLDR 44 cardinal rules for whole numbers, of the languages shipped).
enum PluralCategory: String {
  case zero, one, two, few, many, other

  init(of number: Int, in language: Language) {
    let lastTwo = number % 100
    let last = number % 10
    switch language.primary {
    case "ar":
      self =
        switch number {
        case 0: .zero
        case 1: .one
        case 2: .two
        default: (3...10).contains(lastTwo) ? .few : (11...99).contains(lastTwo) ? .many : .other
        }
    case "ru", "uk":
      self =
        last == 1 && lastTwo != 11
        ? .one : (2...4).contains(last) && !(12...14).contains(lastTwo) ? .few : .many
    case "fr", "fa": self = number <= 1 ? .one : .other
    default: self = number == 1 ? .one : .other
    }
  }
}

/// The texts in one visitor's language.
package struct Speaker: Sendable {
  package let texts: Texts
  package let language: Language

  package init(texts: Texts, language: Language) {
    self.texts = texts
    self.language = language
  }

  package func callAsFunction(_ key: some TextKey, _ values: [String: String] = [:], count: Int? = nil) -> String {
    texts.text(key.rawValue, in: language, values, count: count)
  }

  /// The label of a code.
  package func term<Code: Term>(_ code: Code) -> String { term(Code.group, code.rawValue) }

  package func term(_ group: String, _ code: String) -> String { texts.text("\(group).\(code)", in: language) }
}
