import Foundation
import HTTPTypes
import Hummingbird
import Web

/// A page of the desk before its frame is put around it.
package struct DeskPage: Sendable {
  package var title: String
  package var body: HTML
  /// A name for the page's own styles.
  package var kind: String
  package var scripts: [String] = []
  package var stylesheets: [String] = []
  package var status: HTTPResponse.Status = .ok

  package init(title: String, kind: String, body: HTML) {
    self.title = title
    self.kind = kind
    self.body = body
  }
}

/// What a form leads to: another page, or the same form with what is wrong.
package struct DeskAnswer: Sendable {
  enum Content: Sendable {
    case page(DeskPage)
    case redirect(SafeURL)
    case file(RenderedPage)
  }

  let content: Content
  /// Cookies to set; this room's own business.
  var cookies: [String] = []

  /// The form again, with what is wrong: 422 unless the page says otherwise.
  package static func page(_ page: DeskPage) -> DeskAnswer { DeskAnswer(content: .page(page)) }

  /// After a change, so that loading the page again repeats nothing.
  package static func seeOther(_ url: SafeURL) -> DeskAnswer { DeskAnswer(content: .redirect(url)) }

  package static func file(_ page: RenderedPage) -> DeskAnswer { DeskAnswer(content: .file(page)) }
}

/// Paths below `/desk`, for links and for checking where somebody wants to go after sign-in.
package enum DeskPath {
  package static func url(_ segments: String..., query: [(String, String)] = []) -> SafeURL {
    SafeURL(path: ["desk"] + segments, query: query)
  }

  /// A path that came from outside, if it leads to a page of the desk and nowhere else.
  static func safe(_ text: String?) -> String? {
    guard let text, text == "/desk" || text.hasPrefix("/desk/") || text.hasPrefix("/desk?"), text.utf8.count <= 1000,
      text.utf8.allSatisfy({ byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "-._~/?=&%+:,".utf8.contains(byte)
      }), !text.contains("//"), !text.contains("..")
    else { return nil }
    return text
  }
}

extension DeskPath {
  /// The address of a checked path.
  static func url(safe path: String) -> SafeURL {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let segments = (parts.first ?? "").split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    let items = parts.count > 1 ? (try? QueryParameters(parts[1]))?.items ?? [] : []
    return SafeURL(path: segments, query: items.map { ($0.name, $0.value) })
  }
}

/// A feature's place at the desk: an entry of the menu, and what there is to do.
package struct DeskSection: Sendable {
  /// Something to do next: a sentence with a number, and one button.
  package struct Task: Sendable {
    package let sentence: String
    package let button: String
    package let url: SafeURL

    package init(sentence: String, button: String, url: SafeURL) {
      self.sentence = sentence
      self.button = button
      self.url = url
    }
  }

  /// The keys of its name and of a sentence that says what it is for.
  let name: String
  let about: String
  let path: String
  let icon: Icon
  let action: Action
  let tasks: @Sendable (DeskVisit) async throws -> [Task]

  /// - Parameters:
  ///   - path: the segment after `/desk`.
  ///   - action: who may do this somewhere sees the section.
  ///   - tasks: what the person can do next here; the most pressing first.
  package init(
    _ name: some TextKey, about: some TextKey, path: String, icon: Icon, for action: Action,
    tasks: @escaping @Sendable (DeskVisit) async throws -> [Task] = { _ in [] }
  ) {
    self.name = name.rawValue
    self.about = about.rawValue
    self.path = path
    self.icon = icon
    self.action = action
    self.tasks = tasks
  }
}
