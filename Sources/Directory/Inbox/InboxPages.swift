import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// What waits for a decision: proposals of the public and of colleagues, and messages.
struct InboxPages: Sendable {
  let desk: DirectoryDesk

  private static let pageSize = 50

  func addRoutes(to routes: DeskRoutes) {
    routes.page("inbox", for: .reviewProposals) { try await list($0) }
    routes.page("inbox/messages/:id", for: .reviewProposals) { try await message($0) }
    routes.form("inbox/messages/:id/settlement", for: .reviewProposals) { visit, _ in try await settle(visit) }
    ReviewPages(desk: desk).addRoutes(to: routes)
  }

  private func list(_ visit: DeskVisit) async throws -> DeskPage {
    let page = visit.query["page"].flatMap { Int($0) }.map { min(max(1, $0), 10_000) } ?? 1
    let (entries, total) = try await desk.database.read { reader in
      (try reader.inbox(offset: (page - 1) * Self.pageSize, limit: Self.pageSize), try reader.inboxCount())
    }
    let speaker = visit.speaker
    let rows = entries.map { entry -> [HTML] in
      let name = entry.name.isEmpty ? String(entry.message.prefix(80)) : entry.name
      let url =
        entry.kind == nil ? DeskPath.url("inbox", "messages", entry.id) : DeskPath.url("inbox", entry.id)
      return [
        "<a href=\"\(url)\"><bdi>\(name.isEmpty ? "–" : name)</bdi></a>",
        "\(speaker(InboxText.kind(entry.kind)))", "\(entry.language.nativeName)",
        "\(desk.age(of: entry.at, visit))",
      ]
    }
    let table: HTML =
      rows.isEmpty
      ? "<p class=\"empty\">\(speaker(InboxText.empty))</p>"
      : desk.parts(visit).table(
        speaker(InboxText.title),
        head: [InboxText.columnWhat, .columnKind, .columnLanguage, .columnAge].map { speaker($0) }, rows: rows)
    return DeskPage(
      title: speaker(InboxText.title), kind: "inbox",
      body: """
        <h1>\(speaker(InboxText.title))</h1>\(desk.doneNotice(visit))<p>\(speaker(InboxText.lead))</p>\
        <p role="status">\(speaker(InboxText.count, count: total))</p>\(table)
        \(desk.parts(visit).pagination(page: page, of: (total + Self.pageSize - 1) / Self.pageSize) { number in
          DeskPath.url("inbox", query: [("page", String(number))])
        })
        """)
  }

  // MARK: Messages of the feedback form

  private func message(_ visit: DeskVisit) async throws -> DeskPage {
    let id = try visit.identifier(of: Feedback.self)
    let found = try await desk.database.read { reader -> (message: InboxMessage, offer: String?)? in
      guard let message = try reader.message(id) else { return nil }
      return (message, try message.offer.flatMap { try reader.recordName(.offer, $0.description) })
    }
    guard let found else { throw HTTPError(.notFound) }
    let speaker = visit.speaker
    let offer: HTML =
      found.message.offer.map { offer in
        """
        <p>\(speaker(InboxText.about)): <a href="\(DeskPath.url("offers", offer.description))">\
        <bdi>\(found.offer ?? "")</bdi></a></p>
        """
      } ?? .empty
    let title = speaker(InboxText.kindMessage)
    return DeskPage(
      title: title, kind: "inbox",
      body: """
        <h1>\(title)</h1><p>\(desk.moment(found.message.receivedAt, visit)) · \(found.message.language.nativeName)</p>\
        \(offer)\(desk.quotation(found.message.message, found.message.language))
        <p>\(speaker(InboxText.settleHelp))</p>
        <form method="post" action="\(DeskPath.url("inbox", "messages", id.description, "settlement"))">\
        \(visit.csrfField)\(desk.parts(visit).submitRow(
          speaker(InboxText.settle), cancel: (speaker(InboxText.backToInbox), DeskPath.url("inbox"))))</form>
        """)
  }

  private func settle(_ visit: DeskVisit) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Feedback.self)
    let isDone = try await desk.database.write { writer in
      try writer.settle(id, by: visit.account, at: visit.now)
    }
    guard isDone else { throw HTTPError(.notFound) }
    return .seeOther(DeskPath.url("inbox", query: [("done", "settled")]))
  }
}

extension DirectoryDesk {
  /// What somebody wrote, as they wrote it.
  func quotation(_ text: String, _ language: Language) -> HTML {
    text.isEmpty
      ? .empty
      : "<blockquote class=\"quoted\" lang=\"\(language.code)\" dir=\"auto\">\(text)</blockquote>"
  }

  /// How long something has been waiting.
  func age(of moment: Timestamp, _ visit: DeskVisit) -> String {
    let days = Int((visit.now.seconds - moment.seconds) / 86400)
    return days < 1 ? visit.speaker(InboxText.today) : visit.speaker(InboxText.days, count: days)
  }

  /// What has just happened, after the redirect.
  func doneNotice(_ visit: DeskVisit) -> HTML {
    let texts: [String: InboxText] = [
      "accepted": .doneAccepted, "declined": .doneDeclined, "settled": .doneSettled, "proposed": .doneProposed,
      "words": .doneWords, "gap": .doneGap, "dismissed": .doneDismissed, "note": .doneNote, "note-gone": .doneNoteGone,
    ]
    guard let text = visit.query["done"].flatMap({ texts[$0] }) else { return .empty }
    return parts(visit).notice("<p role=\"status\">\(visit.speaker(text))</p>", tone: .good, icon: .check)
  }
}
