import Access
import Storage
import Vocabulary

/// What somebody typed into the form of a record, and from which version they began.
package struct SheetEdit: Sendable {
  package let typed: Sheet
  /// The fields the form has: others stay as they are.
  package let names: [String]
  package let base: Int
  /// The right it takes; nil: that of editing such a record.
  package let action: Action?

  package init(_ typed: Sheet, names: [String], base: Int, action: Action? = nil) {
    self.typed = typed
    self.names = names
    self.base = base
    self.action = action
  }
}

/// What became of an edit.
package enum SaveOutcome: Sendable {
  case saved(version: Int, sheet: Sheet)
  /// Nothing was saved: these fields cannot be as they are.
  case faulty([SheetFault])
  /// Nothing was saved: somebody else saved the same record meanwhile, and both changed the same fields.
  case overtaken(Overtaking)
  case forbidden
  case gone
}

/// Somebody saved a record while somebody else was editing it.
package struct Overtaking: Sendable, Hashable {
  /// The version that is there now: the next save begins from it.
  package let version: Int
  package let account: Identifier<Account>?
  package let at: Timestamp
  /// What the form says when everything that does not collide is taken over.
  package let merged: Sheet
  /// The fields both changed, and what the other one made of them.
  package let colliding: [String]
  package let theirs: Sheet
  /// The fields that only the other one changed.
  package let takenOver: [String]
}

/// Somebody who may save: a signed-in account, or a use case that has asked for the right before.
package struct Editor: Sendable {
  let account: SignedInAccount?
  let source: RecordVersion.Source

  package static func desk(_ account: SignedInAccount, _ source: RecordVersion.Source = .desk) -> Editor {
    Editor(account: account, source: source)
  }

  package static let link = Editor(account: nil, source: .link)

  var actor: Actor { account?.actor ?? .link }

  func may(_ action: Action, _ scopes: [Scope]) -> Bool { account?.may(action, inAnyOf: scopes) ?? true }
}

extension Writer {
  /// Saves an edit of a record, or a new record, in one transaction with its history and the audit trail.
  ///
  /// An edit that began from an older version is merged with what was saved meanwhile when no field collides.
  package func save<Record: SheetRecord>(
    _ edit: SheetEdit, of id: Identifier<Record>, as _: Record.Type = Record.self, by editor: Editor,
    _ setting: SheetSetting, at now: Timestamp
  ) throws -> SaveOutcome {
    let earlier = try Record.find(id, self)
    let current = earlier?.sheet(setting.kept) ?? Sheet()
    let version = try earlier == nil ? version(of: id) : catchUp(with: current, of: id, at: now)
    let action = edit.action ?? Record.kind.editing
    if let earlier, !editor.may(action, earlier.scopes) { return .forbidden }
    if earlier == nil, edit.base > 0 || version > 0 { return .gone }

    var sheet = current.replacing(edit.names, from: edit.typed.ordered(as: current))
    if edit.base != version {
      // A record made at the desk has no version 0: its form began empty.
      let base = try self.version(edit.base, of: id)?.sheet ?? (edit.base == 0 ? Sheet() : nil)
      guard let base, let newest = try self.version(version, of: id) else { return .gone }
      let merge = SheetMerge(base: base, mine: base.replacing(edit.names, from: edit.typed), theirs: current)
      guard merge.colliding.isEmpty else {
        return .overtaken(
          Overtaking(
            version: version, account: newest.account, at: newest.at, merged: merge.merged, colliding: merge.colliding,
            theirs: current, takenOver: merge.takenOver))
      }
      sheet = merge.merged
    }
    Record.markStale(&sheet, since: current)

    let (record, faults) = Record.read(sheet, id: id, earlier: earlier, setting)
    let missing = try missingReferences(in: sheet)
    guard faults.isEmpty, missing.isEmpty else { return .faulty(faults + missing) }
    guard editor.may(action, record.scopes) else { return .forbidden }
    let kept = record.sheet(setting.kept)
    let changed = kept.differences(from: current)
    if earlier != nil, changed.isEmpty { return .saved(version: version, sheet: kept) }

    try record.save(self)
    try keep(kept, as: version + 1, of: id, by: editor.account?.id, editor.source, at: now)
    try auditSave(of: id, as: Record.self, isNew: earlier == nil, changed: changed, by: editor, at: now)
    return .saved(version: version + 1, sheet: kept)
  }

  /// The version that is there now. What came in beside the desk – before it, or by an import – is kept as a version, too.
  func catchUp<Record: SheetRecord>(
    with current: Sheet, of id: Identifier<Record>, at now: Timestamp
  ) throws -> Int {
    let number = try version(of: id)
    guard let newest = try version(number, of: id) else {
      try keep(current, as: 0, of: id, by: nil, .before, at: now)
      return 0
    }
    guard newest.sheet != current else { return number }
    try keep(current, as: number + 1, of: id, by: nil, .imported, at: now)
    return number + 1
  }

  /// References to records that are not there (any more); the schema would refuse them without a word for people.
  private func missingReferences(in sheet: Sheet) throws -> [SheetFault] {
    let tables: [(field: String, table: SQL)] = [
      ("organization", "organizations"), ("carrier", "organizations"), ("place", "places"),
      ("contactPoint", "contact_points"),
    ]
    return try tables.compactMap { field, table in
      guard !sheet[field].isEmpty else { return nil }
      let found: Int = try value("SELECT COUNT(*) FROM \(fragment: table) WHERE id = \(sheet[field])")
      return found == 0 ? SheetFault(field, .faultNotThere) : nil
    }
  }

  private func auditSave<Record: SheetRecord>(
    of id: Identifier<Record>, as _: Record.Type, isNew: Bool, changed: [String], by editor: Editor, at now: Timestamp
  ) throws {
    // The trail names the fields, never what they say.
    try audit(
      isNew ? "record.created" : "record.changed", by: editor.actor, of: Record.kind.auditName, id,
      details: changed.joined(separator: " "), at: now)
  }
}

extension Sheet {
  /// Several ticked things in the order another sheet has them, when they are the same things: a form knows no order.
  func ordered(as other: Sheet) -> Sheet {
    var sheet = self
    for name in names where Set(self[all: name]) == Set(other[all: name]) { sheet[all: name] = other[all: name] }
    for name in names where self[all: name].count > 1 {
      let known = other[all: name].filter(self[all: name].contains)
      sheet[all: name] = known + sheet[all: name].filter { !known.contains($0) }
    }
    return sheet
  }
}
