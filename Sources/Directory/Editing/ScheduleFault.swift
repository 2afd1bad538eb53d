import Vocabulary
import Web

/// Why times that somebody wrote could not be read, and where.
package struct ScheduleFault: Error, Hashable, Sendable {
  package let reason: ScheduleText
  /// The line, counted from 1.
  package let line: Int
  /// What was not understood, as it was written.
  package let part: String
  /// A known word that looks like it.
  package let near: String?

  init(_ reason: ScheduleText, line: Int, part: String, near: String? = nil) {
    self.reason = reason
    self.line = line
    self.part = part.count > Self.longestPart ? String(part.prefix(Self.longestPart)) + " …" : part
    self.near = near
  }

  private static let longestPart = 60

  /// The fault in the editor's language, with what would be understood.
  package func words(_ speak: Speaker) -> String {
    let limit = reason == .tooLong ? ScheduleWords.mostCharacters : Schedule.mostEntries
    let fault = speak(reason, ["part": part, "near": near ?? "", "limit": String(limit)])
    return speak(ScheduleText.line, ["line": String(line), "fault": fault])
  }
}
