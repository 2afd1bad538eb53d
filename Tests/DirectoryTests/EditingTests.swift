import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Access
@testable import Directory

/// The people of these tests: Cem coordinates for the town, Selin works at a contact point and may edit everywhere, Otto keeps
/// the offers of one association.
private struct EditingCast {
  let cem: SignedInAccount
  let selin: SignedInAccount
  let otto: SignedInAccount

  init(association: Identifier<Organization>) throws {
    cem = try Self.person("cem", Grant(.coordinator))
    selin = try Self.person("selin", Grant(.staff))
    otto = try Self.person("otto", Grant(.organisationEditor, .organisation(of: association)))
  }

  private static func person(_ name: String, _ grant: Grant) throws -> SignedInAccount {
    SignedInAccount(id: .derived(from: name), name: name, grants: [grant], language: nil)
  }

  var all: [SignedInAccount] { [cem, selin, otto] }
}

private let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("Sources/Directory")
private let now = Timestamp(seconds: 1_795_190_400)
private let repair = Organization(
  id: .derived(from: "repair"), kind: .association, texts: Translated(.init(name: "Reparaturverein"), in: .german))
private let choir = Organization(
  id: .derived(from: "choir"), kind: .association, texts: Translated(.init(name: "Chor am Markt"), in: .german))

private func setting() throws -> SheetSetting {
  SheetSetting(
    catalogue: try TopicCatalogue(folder: sources.appendingPathComponent("Topics")), clock: .rhineland, now: now)
}

/// A database with two organisations, one offer and the accounts.
private func withOffer(
  on engine: TestEngine, _ body: @Sendable @escaping (Database, EditingCast, Identifier<Offer>) async throws -> Void
) async throws {
  try await withDatabase(on: engine, migrations: Directory.migrations) { database in
    let cast = try EditingCast(association: repair.id)
    var texts = Offer.Texts(title: "Reparaturcafé")
    texts.summary = "Wir reparieren zusammen."
    var english = Offer.Texts(title: "Repair café")
    english.summary = "We mend things together."
    var offer = Offer(
      id: .derived(from: "repair café"), organization: repair.id,
      topics: ["civil.meeting"].compactMap(TopicCode.init(rawValue:)),
      texts: Translated(texts, in: .german, translations: [.init(.english, english)]))
    offer.status = .published
    let saved = offer
    try await database.write { writer in
      for person in cast.all {
        try writer.run(
          """
          INSERT INTO accounts (id, email_sealed, email_index, name_sealed, state, version, rights_version, created_at, changed_at)
          VALUES (\(person.id), \([UInt8](person.name.utf8)), \([UInt8](person.name.utf8)), \([UInt8]("x".utf8)), 'invited', 1, 1,
            \(now), \(now))
          """)
      }
      try writer.save([repair, choir])
      try writer.save([saved])
    }
    try await body(database, cast, saved.id)
  }
}

extension Database {
  /// Saves some fields of an offer as one person, from a version.
  fileprivate func edit(
    _ id: Identifier<Offer>, _ fields: [String: String], from base: Int, by person: SignedInAccount
  ) async throws -> SaveOutcome {
    var typed = Sheet()
    for (name, text) in fields { typed[name] = text }
    let edit = SheetEdit(typed, names: fields.keys.sorted(), base: base)
    let setting = try setting()
    return try await write { writer in
      try writer.save(edit, of: id, as: Offer.self, by: .desk(person), setting, at: now)
    }
  }

  fileprivate func title(of id: Identifier<Offer>) async throws -> String? {
    try await read { reader in try reader.offers([id]).first?.texts.source.content.title }
  }
}

extension SaveOutcome {
  fileprivate var version: Int? {
    if case .saved(let version, _) = self { version } else { nil }
  }

  fileprivate var faults: [SheetFault] {
    if case .faulty(let faults) = self { faults } else { [] }
  }
}

@Suite struct EditingTests {
  /// The law the whole desk stands on: reading what was written says the same.
  @Test func aSheetSaysAllOfEveryRecordOfTheDemo() async throws {
    try await withDatabase(on: .sqlite, migrations: Directory.migrations) { database in
      try await database.write { writer in
        try Demo(folder: sources.appendingPathComponent("Demo")).write(into: writer, clock: .rhineland, at: now)
      }
      try await database.read { reader in
        let offers = try reader.offers(reader.values("SELECT id FROM offers"))
        let events = try reader.events(reader.values("SELECT id FROM events"))
        #expect(offers.count > 200 && events.count >= 40)
        try expectSame(offers)
        try expectSame(events)
        try expectSame(reader.organizations())
        try expectSame(reader.places())
        try expectSame(reader.contactPoints())
      }
    }
  }

  private func expectSame<Record: SheetRecord>(_ records: [Record]) throws {
    let setting = try setting()
    for record in records {
      let (read, faults) = Record.read(record.sheet(setting), id: record.id, earlier: record, setting)
      #expect(faults.isEmpty, "\(Record.kind) \(record.id): \(faults)")
      // Times are written in one way only, so they may come back put together; ScheduleLawTests hold what they mean.
      let apart = read.sheet(setting).differences(from: record.sheet(setting))
      #expect(apart.isEmpty, "\(Record.kind) \(record.id): \(apart)")
    }
  }

  @Test(arguments: TestEngine.allCases) func anEditIsKeptWithItsHistory(engine: TestEngine) async throws {
    try await withOffer(on: engine) { database, cast, id in
      let outcome = try await database.edit(id, ["title": "Offene Werkstatt"], from: 0, by: cast.cem)
      #expect(outcome.version == 1)
      #expect(try await database.title(of: id) == "Offene Werkstatt")
      let versions = try await database.read { reader in try reader.versions(of: id) }
      #expect(versions.map(\.number) == [1, 0])
      #expect(versions.map(\.account) == [cast.cem.id, nil])
      #expect(versions[0].sheet.differences(from: versions[1].sheet) == ["en/stale", "title"])
      let trail = try await database.read { reader in
        try reader.all("SELECT action, account_id, details FROM audit_entries") { row in
          (try row["action"] as String, try row["account_id"] as Identifier<Account>?, try row["details"] as String)
        }
      }
      #expect(trail.count == 1 && trail[0].0 == "record.changed" && trail[0].1 == cast.cem.id)
      #expect(trail[0].2 == "en/stale title", "the trail names fields and no contents")
    }
  }

  @Test(arguments: TestEngine.allCases) func twoPeopleInDifferentFieldsBothWin(engine: TestEngine) async throws {
    try await withOffer(on: engine) { database, cast, id in
      _ = try await database.edit(id, ["title": "Offene Werkstatt"], from: 0, by: cast.cem)
      let outcome = try await database.edit(
        id, ["title": "Reparaturcafé", "phone": "+49 221 4710 123"], from: 0, by: cast.selin)
      #expect(outcome.version == 2, "Selin's title was the old one: she did not change it")
      let offer = try await database.read { reader in try reader.offers([id]).first }
      #expect(offer?.texts.source.content.title == "Offene Werkstatt")
      #expect(offer?.contact.phone == "+49 221 4710 123")
    }
  }

  @Test(arguments: TestEngine.allCases) func twoPeopleInOneFieldLoseNothing(engine: TestEngine) async throws {
    try await withOffer(on: engine) { database, cast, id in
      _ = try await database.edit(
        id, ["title": "Offene Werkstatt", "phone": "+49 221 4710 123"], from: 0, by: cast.cem)
      let outcome = try await database.edit(id, ["title": "Reparaturtreff", "phone": ""], from: 0, by: cast.selin)
      guard case .overtaken(let overtaking) = outcome else {
        Issue.record("expected to be overtaken, got \(outcome)")
        return
      }
      #expect(overtaking.colliding == ["title"])
      #expect(overtaking.takenOver == ["en/stale", "phone"])
      #expect(overtaking.theirs["title"] == "Offene Werkstatt")
      #expect(overtaking.merged["title"] == "Reparaturtreff" && overtaking.merged["phone"] == "+49 221 4710 123")
      #expect(try await database.title(of: id) == "Offene Werkstatt", "nothing was written")
      let again = try await database.edit(
        id, ["title": "Reparaturtreff", "phone": "+49 221 4710 123"], from: overtaking.version, by: cast.selin)
      #expect(again.version == 2)
    }
  }

  @Test(arguments: TestEngine.allCases) func nobodyEditsForAnotherOrganisation(engine: TestEngine) async throws {
    try await withOffer(on: engine) { database, cast, id in
      #expect(try await database.edit(id, ["title": "Ottos Café"], from: 0, by: cast.otto).version == 1)
      // Giving it away, taking one over and adding one elsewhere are alike refused.
      for (target, fields, base) in [
        (id, ["organization": choir.id.description], 1),
        (
          Identifier<Offer>.derived(from: "new"),
          ["title": "Probe", "organization": choir.id.description, "topics": "civil.culture"], 0
        ),
      ] {
        let outcome = try await database.edit(target, fields, from: base, by: cast.otto)
        guard case .forbidden = outcome else {
          Issue.record("\(fields): \(outcome)")
          continue
        }
      }
      let offers = try await database.read { reader in try reader.offers([id]) }
      #expect(offers.map(\.organization) == [repair.id])
    }
  }

  @Test(arguments: TestEngine.allCases) func whatAnImportChangedIsInTheHistory(engine: TestEngine) async throws {
    try await withOffer(on: engine) { database, cast, id in
      _ = try await database.edit(id, ["title": "Offene Werkstatt"], from: 0, by: cast.cem)
      try await database.write { writer in
        var offer = try #require(try writer.offers([id]).first)
        offer.contact.phone = "+49 221 4710 456"
        try writer.save([offer])
      }
      let outcome = try await database.edit(id, ["summary": "Neu."], from: 1, by: cast.selin)
      #expect(outcome.version == 3)
      let versions = try await database.read { reader in try reader.versions(of: id) }
      #expect(versions.map(\.source) == [.desk, .imported, .desk, .before])
      #expect(versions[0].sheet["phone"] == "+49 221 4710 456", "the import is not undone")
    }
  }

  @Test(arguments: TestEngine.allCases) func aFaultySheetSavesNothingAndNamesEveryField(engine: TestEngine) async throws
  {
    try await withOffer(on: engine) { database, cast, id in
      let wrong = [
        "title": "", "minimumAge": "40", "maximumAge": "12", "validFrom": "2026-02-30", "costAmount": "zwölf",
        "email": "ich", "website": "javascript:alert(1)", "german": "c9",
        "place": "01890000-0000-7000-8000-000000000000",
        "summary": String(repeating: "x", count: 1001),
      ]
      let outcome = try await database.edit(id, wrong, from: 0, by: cast.cem)
      #expect(
        Set(outcome.faults.map(\.field)) == [
          "title", "maximumAge", "validFrom", "costAmount", "email", "website", "german", "place", "summary",
        ])
      #expect(try await database.title(of: id) == "Reparaturcafé")
      let versions = try await database.read { reader in try reader.versions(of: id).filter { $0.number > 0 } }
      #expect(versions.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func sendingAFormTwiceMakesOneRecord(engine: TestEngine) async throws {
    try await withOffer(on: engine) { database, cast, _ in
      let id = Identifier<Offer>.derived(from: "twice")
      let fields = ["title": "Chorprobe", "organization": choir.id.description, "topics": "civil.culture"]
      #expect(try await database.edit(id, fields, from: 0, by: cast.cem).version == 1)
      #expect(try await database.edit(id, fields, from: 0, by: cast.cem).version == 1)
      let count: Int = try await database.read { reader in try reader.value("SELECT COUNT(*) FROM offers") }
      #expect(count == 2)
    }
  }

  @Test(arguments: TestEngine.allCases) func aDraftWaitsForItsWriter(engine: TestEngine) async throws {
    try await withOffer(on: engine) { database, cast, id in
      var typed = Sheet()
      typed["title"] = "Halb fertig"
      let edit = SheetEdit(typed, names: ["title"], base: 0)
      try await database.write { writer in try writer.keepDraft(edit, of: id, by: cast.cem.id, at: now) }
      let drafts = try await database.read { reader in
        (try reader.draft(of: id, by: cast.cem.id), try reader.draft(of: id, by: cast.selin.id))
      }
      #expect(drafts.0?.sheet["title"] == "Halb fertig" && drafts.1 == nil, "a draft is its writer's own")
      let later = now.adding(seconds: 31 * 86400)
      #expect(try await database.write { writer in try writer.deleteOldDrafts(at: later) } == 1)
    }
  }
}

@Suite struct SheetTests {
  @Test func aMergeKeepsWhatOnlyOneChanged() {
    func sheet(_ texts: [String: String]) -> Sheet {
      texts.reduce(into: Sheet()) { $0[$1.key] = $1.value }
    }
    let merge = SheetMerge(
      base: sheet(["a": "1", "b": "1", "c": "1", "d": "1"]), mine: sheet(["a": "2", "b": "1", "c": "2", "d": "2"]),
      theirs: sheet(["a": "1", "b": "2", "c": "2", "e": "2"]))
    #expect(merge.colliding == ["d"])
    #expect(merge.takenOver == ["b", "e"])
    #expect(merge.merged == sheet(["a": "2", "b": "2", "c": "2", "d": "2", "e": "2"]))
  }

  @Test func aSheetIsTidy() {
    var sheet = Sheet()
    sheet["text"] = "  eins\r\nzwei\u{0}\tdrei\r"
    sheet["empty"] = " \n"
    #expect(sheet["text"] == "eins\nzwei drei")
    #expect(sheet.names == ["text"])
  }

  @Test func aTranslationIsStaleOnlyWhereItWasNotChangedToo() {
    var before = Sheet()
    for (name, text) in [
      ("title", "Alt"), ("summary", "Kurz"), ("en/title", "Old"), ("ar/summary", "قصير"), ("fr/title", "Vieux"),
    ] { before[name] = text }
    var after = before
    after["title"] = "Neu"
    after["fr/title"] = "Nouveau"
    Offer.markStale(&after, since: before)
    #expect(after["en/stale"] == "1")
    #expect(after["fr/stale"].isEmpty)
    #expect(after["ar/stale"] == "1", "it lacks the title, which says something new")
  }

  @Test func wordsThatChangedAreMarked() {
    let (before, after) = WordDifference.marked("Jeden Dienstag <b>", "Jeden Mittwoch <b>")
    #expect(before.string == "<span class=\"difference\">Jeden <del>Dienstag </del>&lt;b&gt;</span>")
    #expect(after.string == "<span class=\"difference\">Jeden <ins>Mittwoch </ins>&lt;b&gt;</span>")
  }
}

@Suite struct DeskTextTests {
  /// The desk speaks these; whoever translates it adds the language here.
  @Test(arguments: [Language.german, .english]) func everyTextOfTheDeskExists(language: Language) throws {
    let texts = try Texts(folders: [sources.appendingPathComponent("DeskTexts")])
    let names =
      EditingText.allCases.map(\.rawValue) + ScheduleText.allCases.map(\.rawValue)
      + PlainLanguageText.allCases.map(\.rawValue) + InboxText.allCases.map(\.rawValue)
    #expect(texts.keys(in: language) == Set(names))
    #expect(texts.languages == [.german, .english])
  }

  /// The labels of kinds and states are found by the code they stand for.
  private static func isChosenByCode(_ text: InboxText) -> Bool {
    ["inbox.kind.", "inbox.state."].contains { text.rawValue.hasPrefix($0) }
  }

  @Test func noTextOfTheDeskIsForgotten() throws {
    let folders = ["Desk", "Editing", "Inbox", "PlainLanguage"].map { sources.appendingPathComponent($0) }
    let code = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }.filter { $0.pathExtension == "swift" && !$0.lastPathComponent.hasSuffix("Text.swift") }.map {
      try String(contentsOf: $0, encoding: .utf8)
    }
    .joined()
    let names =
      EditingText.allCases.map { "\($0)" } + PlainLanguageText.allCases.map { "\($0)" }
      + InboxText.allCases.filter { !Self.isChosenByCode($0) }.map { "\($0)" }
    for text in names {
      #expect(code.contains(try Regex("\\.\(text)\\b")), "\(text) is used nowhere")
    }
  }
}
