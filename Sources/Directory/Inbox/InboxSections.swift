import Access
import Storage
import Vocabulary
import Web

extension DirectoryDesk {
  /// The inbox and the searches in the desk's menu, with what they leave to do.
  static func inboxSections(_ directory: Directory) -> [DeskSection] {
    let pages = directory.pages
    return [
      DeskSection(
        InboxText.title, about: InboxText.sectionAbout, path: "inbox", icon: .mail, for: .reviewProposals,
        tasks: { visit in
          let count = try await pages.database.read { reader in try reader.inboxCount() }
          return task(count, .taskInbox, .taskInboxButton, DeskPath.url("inbox"), visit)
        }),
      DeskSection(
        InboxText.searches, about: InboxText.searchesAbout, path: "searches", icon: .search, for: .readNoHits,
        tasks: { visit in
          let today = pages.clock.local(visit.now).date
          let count = try await pages.database.read { reader in try reader.searchesInVainCount(until: today) }
          return task(count, .taskSearches, .taskSearchesButton, DeskPath.url("searches"), visit)
        }),
    ]
  }

  /// What somebody has begun themselves: forms not saved, proposals not decided.
  static func ownTasks(_ directory: Directory) -> @Sendable (DeskVisit) async throws -> [DeskSection.Task] {
    let pages = directory.pages
    return { visit in
      let (drafts, proposals) = try await pages.database.read { reader in
        (
          try reader.draftedRecords(by: visit.account.id).map { ($0.kind, $0.id) },
          try reader.proposals(by: visit.account.id).count { $0.kind == .change }
        )
      }
      let newest = drafts.first { visit.account.maySomewhere($0.0.editing) }
      let drafted = newest.map { kind, id in
        task(
          drafts.count, .taskDrafts, .taskDraftsButton, DeskPath.url(kind.path, id, query: [("draft", "1")]), visit)
      }
      return (drafted ?? []) + task(proposals, .taskOwn, .taskOwnButton, DeskPath.url("proposals"), visit)
    }
  }

  private static func task(
    _ count: Int, _ sentence: InboxText, _ button: InboxText, _ url: SafeURL, _ visit: DeskVisit
  ) -> [DeskSection.Task] {
    guard count > 0 else { return [] }
    return [.init(sentence: visit.speaker(sentence, count: count), button: visit.speaker(button), url: url)]
  }
}
