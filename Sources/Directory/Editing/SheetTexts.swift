import Vocabulary

/// The texts of a record that are translated, each by the name of its field and its longest length.
struct SheetTexts<Content: Sendable & Hashable>: Sendable {
  struct Field: Sendable {
    let name: String
    /// In Unicode scalars, as the schema counts them.
    let most: Int
    let path: any WritableKeyPath<Content, String> & Sendable

    init(_ name: String, _ most: Int, _ path: any WritableKeyPath<Content, String> & Sendable) {
      self.name = name
      self.most = most
      self.path = path
    }
  }

  /// The first one is the name of the record.
  let fields: [Field]
  let empty: Content
  /// The name cannot be empty in the source language.
  var isNamed = true

  func write(_ texts: Translated<Content>, to sheet: inout Sheet) {
    sheet["language"] = texts.source.language.code
    for field in fields { sheet[field.name] = texts.source.content[keyPath: field.path] }
    for version in texts.translations {
      for field in fields {
        sheet[Sheet.name(field.name, in: version.language)] = version.content[keyPath: field.path]
      }
      if version.isStale { sheet[Sheet.staleName(version.language)] = "1" }
    }
  }

  func read(_ reader: inout SheetReader) -> Translated<Content> {
    let source = reader.sheet["language"].isEmpty ? Language.german : Language(code: reader.sheet["language"])
    if source == nil { reader.note("language", .faultUnknownChoice) }
    var content = empty
    for (position, field) in fields.enumerated() {
      content[keyPath: field.path] = reader.text(field.name, most: field.most, isRequired: isNamed && position == 0)
    }
    let translations = reader.sheet.translatedLanguages.compactMap { language -> Translated<Content>.Version? in
      var content = empty
      for field in fields {
        content[keyPath: field.path] = reader.text(Sheet.name(field.name, in: language), most: field.most)
      }
      guard content != empty else { return nil }
      return .init(language, content, isStale: reader.sheet[Sheet.staleName(language)] == "1")
    }
    return Translated(content, in: source ?? .german, translations: translations)
  }

  /// Marks the translations that say something else than the source does by now: those that did not change with it.
  func markStale(_ sheet: inout Sheet, since before: Sheet) {
    let changed = fields.filter { sheet[$0.name] != before[$0.name] }
    guard !changed.isEmpty else { return }
    for language in sheet.translatedLanguages
    where fields.contains(where: { !sheet[Sheet.name($0.name, in: language)].isEmpty }) {
      let isOlder = changed.contains { field in
        let name = Sheet.name(field.name, in: language)
        return sheet[name] == before[name]
      }
      if isOlder { sheet[Sheet.staleName(language)] = "1" }
    }
  }
}
