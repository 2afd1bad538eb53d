import Foundation
import Logging
import Search
import ServiceLifecycle
import Storage
import Synchronization
import Vocabulary

/// Holds the published directory in memory and follows the database: single records as they change, all of it when it must.
package final class DirectoryIndex: Sendable {
  package struct Settings: Sendable {
    package var clock: TownClock
    /// The rules of the search (`Search`'s `Languages`).
    package var languageFolder: URL
    /// The field's words in other languages (`Search`'s `Dictionary`).
    package var dictionaryFolder: URL
    /// Where the index may be kept between starts; nil keeps none. Deleting the file is always safe.
    package var keptFile: URL?
    package var now: @Sendable () -> Timestamp

    package init(
      clock: TownClock, languageFolder: URL, dictionaryFolder: URL, keptFile: URL?,
      now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) {
      self.clock = clock
      self.languageFolder = languageFolder
      self.dictionaryFolder = dictionaryFolder
      self.keptFile = keptFile
      self.now = now
    }
  }

  struct State: Sendable {
    var directory: PublishedDirectory
    var index: SearchIndex
    var mark: ChangeMark
  }

  /// How often the next minute's time sets are looked after: more often than they are made ahead.
  private static let preparation: Duration = .seconds(15)

  private let database: Database
  private let settings: Settings
  private let concepts: DirectoryConcepts
  private let state: Mutex<State>
  /// Held by whoever makes the next version; readers never wait for it.
  private let publishing = Mutex<Void>(())

  /// Loads the directory as it is now.
  package init(database: Database, settings: Settings, concepts: DirectoryConcepts) async throws {
    self.database = database
    self.settings = settings
    self.concepts = concepts
    state = Mutex(try await database.read { reader in try DirectoryLoader(reader, settings, concepts).state() })
  }

  /// The directory at its newest version.
  package var current: PublishedDirectory { state.withLock { $0.directory } }

  /// Catches up with the database: takes over what changed, or loads everything where all depends on it.
  package func refresh() async throws {
    let known = state.withLock { $0 }
    try await database.read { [self] reader in
      guard case .records(let records, let mark) = try reader.changes(since: known.mark),
        let changes = try DirectoryChanges(records, reader: reader), changes.isFew(of: known.directory.search.count)
      else { return replace(by: try DirectoryLoader(reader, settings, concepts).state()) }
      // A feedback message or a no-hit count changes no page.
      guard !records.isEmpty else { return publish(known.index, nil, at: mark) }
      let now = settings.now()
      let others = changes.areOffersOnly ? nil : try DirectoryRecords(reader, now: now)
      try changes.apply(
        to: known.index, others ?? known.directory.records, today: settings.clock.local(now).date, reader: reader)
      publish(known.index, others, at: mark)
    }
  }

  /// Makes the index of one piece when enough has changed, keeps it, and lets go of the old one. Takes seconds for a large
  /// directory, which goes on changing meanwhile.
  package func mergeIfNeeded() async {
    let known = state.withLock { $0 }
    // What changes from here on may be in the file already; at the next start it is taken over once more.
    let file = settings.keptFile.map { KeptIndexFile(url: $0, key: IndexKey(known.mark)) }
    guard await known.index.mergeIfNeeded(keepingIn: file) else { return }
    publish(known.index)
  }

  /// Shows the index as it is now.
  ///
  /// - Parameters:
  ///   - records: the other records, where they changed.
  ///   - mark: the state of the database that is reached; nil where it is the same.
  private func publish(_ index: SearchIndex, _ records: DirectoryRecords? = nil, at mark: ChangeMark? = nil) {
    publishing.withLock { _ in
      let old = state.withLock { $0 }
      // Everything was loaded anew meanwhile, or somebody else took over more.
      guard old.index === index, mark.map({ $0.number >= old.mark.number }) ?? true else { return }
      var new = old
      new.mark = mark ?? old.mark
      let search = index.snapshot
      if records != nil || search.version != old.directory.search.version {
        new.directory = old.directory.followed(by: search, records)
        new.directory.timeSets.prepare(at: settings.now())
      }
      state.withLock { [new] in $0 = new }
    }
  }

  private func replace(by loaded: State) {
    publishing.withLock { _ in
      var loaded = loaded
      loaded.directory.version = current.version + 1
      state.withLock { [loaded] in $0 = loaded }
    }
  }

  /// Follows the database until the task is cancelled. A database that is away for a while only makes pages older.
  package func follow(logger: Logger) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.prepareTimes() }
      for await _ in database.changeMarks() {
        do {
          try await refresh()
        } catch {
          logger.warning(
            "the directory could not be refreshed; pages show the state before", metadata: ["error": "\(error)"])
        }
        group.addTask { await self.mergeIfNeeded() }
      }
      group.cancelAll()
    }
  }

  /// Has each minute's time sets ready before it begins.
  private func prepareTimes() async {
    repeat {
      current.timeSets.prepare(at: settings.now())
    } while (try? await Task.sleep(for: Self.preparation)) != nil
  }
}
