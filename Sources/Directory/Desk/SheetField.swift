import Access
import Vocabulary
import Web

/// One field of a record's form at the desk.
struct SheetField: Sendable {
  enum Kind: Sendable {
    case line(Components.FormField.Kind, most: Int)
    case text(lines: Int, most: Int)
    /// One of a few, all in sight.
    case choice([Choice])
    /// One of many.
    case select([Choice])
    /// Any of a few.
    case many([Choice])
    case topics
    case languages
    case organization, place, contactPoint
    /// Times in words, shown back with the next dates.
    case schedule
    /// A point: two fields, `latitude` and `longitude`, and the map to click.
    case position
  }

  /// A value with the label it has in the visitor's language.
  enum Choice: Sendable {
    case term(group: String, code: String)
    case text(value: String, EditingText)

    static func terms<Code: Term & CaseIterable>(_: Code.Type) -> [Choice] {
      Code.allCases.map { .term(group: Code.group, code: $0.rawValue) }
    }
  }

  let name: String
  let label: EditingText
  let help: EditingText?
  let kind: Kind
  let isRequired: Bool

  init(_ name: String, _ label: EditingText, help: EditingText? = nil, isRequired: Bool = false, _ kind: Kind) {
    self.name = name
    self.label = label
    self.help = help
    self.kind = kind
    self.isRequired = isRequired
  }

  /// The names of what it sends.
  var names: [String] {
    if case .position = kind { ["latitude", "longitude"] } else { [name] }
  }
}

// What stands in several forms.
extension SheetField {
  static let titleSummaryTopics: [SheetField] = [
    .init("title", .fieldTitle, help: .helpTitle, isRequired: true, .line(.text, most: 300)),
    .init("summary", .fieldSummary, help: .helpSummary, .text(lines: 2, most: 1000)),
    .init("topics", .fieldTopics, help: .helpTopics, isRequired: true, .topics),
  ]
  static let contact: [SheetField] = [
    .init("phone", .fieldPhone, help: .helpContact, .line(.tel, most: 100)),
    .init("email", .fieldEmail, .line(.email, most: 254)),
    .init("website", .fieldWebsite, .line(.text, most: 2000)),
  ]
  static let cost: [SheetField] = [
    .init("cost", .fieldCost, .choice(Choice.terms(CostKind.self))),
    .init("costAmount", .fieldCostAmount, help: .helpCostAmount, .line(.text, most: 12)),
    .init("costPeriod", .fieldCostPeriod, .select(Choice.terms(CostPeriod.self))),
  ]
}

/// Fields that belong together, under a heading.
struct SheetSection: Sendable {
  let title: EditingText
  let fields: [SheetField]
  /// Opens on demand: nobody has to know it yet.
  let isFolded: Bool

  init(_ title: EditingText, isFolded: Bool = false, _ fields: [SheetField]) {
    self.title = title
    self.fields = fields
    self.isFolded = isFolded
  }
}

/// A record with a form at the desk.
protocol DeskRecord: SheetRecord {
  static var sections: [SheetSection] { get }
  /// The texts of its pages.
  static var words: RecordWords { get }
  /// The field that names it.
  static var nameField: String { get }
  /// Its page for everyone, when it has one now.
  var publicPath: DirectoryPath? { get }
}

/// What the pages of one kind of record say.
struct RecordWords: Sendable {
  let many: EditingText
  let about: EditingText
  let new: EditingText
  let edit: EditingText
}

extension DeskRecord {
  /// The names of everything its form sends.
  static var formNames: [String] { sections.flatMap { $0.fields.flatMap(\.names) } }
}
