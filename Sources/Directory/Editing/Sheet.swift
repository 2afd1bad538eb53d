import Vocabulary
import Web

/// A record as a form says it: texts by the name of their field. People type it, drafts keep it, the history compares it.
///
/// A field without text is no field: two sheets are the same when they say the same.
package struct Sheet: Sendable, Hashable {
  private var values: [String: [String]] = [:]

  package init() {}

  /// What a form sent, of the fields it has; anything else that was sent is not looked at.
  package init(_ form: QueryParameters, names: some Sequence<String>) {
    for name in names { self[all: name] = form.all(name) }
  }

  /// The first text of a field; empty when it has none.
  package subscript(name: String) -> String {
    get { values[name]?.first ?? "" }
    set { self[all: name] = [newValue] }
  }

  /// All texts of a field, for those where several things are ticked.
  package subscript(all name: String) -> [String] {
    get { values[name] ?? [] }
    set {
      let texts = newValue.map(Self.tidied).filter { !$0.isEmpty }
      values[name] = texts.isEmpty ? nil : texts
    }
  }

  /// The names of its fields, sorted.
  package var names: [String] { values.keys.sorted() }

  /// The fields that say something else than in another sheet, sorted.
  package func differences(from other: Sheet) -> [String] {
    Set(values.keys).union(other.values.keys).filter { values[$0] != other.values[$0] }.sorted()
  }

  /// This sheet with some fields as another one has them.
  package func replacing(_ names: some Sequence<String>, from other: Sheet) -> Sheet {
    var sheet = self
    for name in names { sheet.values[name] = other.values[name] }
    return sheet
  }

  /// Without white space around it, with line ends of one kind, and without what no page can show.
  private static func tidied(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 32 }) else { return text.trimmed }
    var scalars = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where last == "\r": break
      case "\r", "\n": scalars.append("\n")
      case "\t": scalars.append(" ")
      default: if scalar.value >= 32 { scalars.append(scalar) }
      }
      last = scalar
    }
    return String(scalars).trimmed
  }
}

extension Sheet {
  /// The field of a text in another language: `ar/title`.
  static func name(_ field: String, in language: Language) -> String { "\(language.code)/\(field)" }

  /// The field that says a translation is older than its source.
  static func staleName(_ language: Language) -> String { name("stale", in: language) }

  /// The languages it has translated fields of, sorted.
  var translatedLanguages: [Language] {
    Set(
      names.compactMap { name in
        name.contains("/") ? name.split(separator: "/").first.flatMap { Language(code: String($0)) } : nil
      }
    ).sorted()
  }
}

extension Sheet: Codable {
  package init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: [String]].self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}

/// What is wrong with one field of a sheet.
package struct SheetFault: Error, Sendable, Hashable {
  package let field: String
  package let text: EditingText
  package let values: [String: String]
  /// Of times in words: what of them was not understood.
  private let schedule: ScheduleFault?

  package init(_ field: String, _ text: EditingText, _ values: [String: String] = [:]) {
    (self.field, self.text, self.values) = (field, text, values)
    schedule = nil
  }

  init(_ field: String, _ fault: ScheduleFault) {
    (self.field, text, values) = (field, .faultSchedule, [:])
    schedule = fault
  }

  /// What is wrong, in the reader's language, and what would be right.
  package func words(_ speak: Speaker) -> String { schedule?.words(speak) ?? speak(text, values) }
}
