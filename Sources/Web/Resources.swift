import Foundation

/// Where the files that belong to the program lie: texts, language data, styles, scripts.
///
/// They are looked for beside the executable, then in `../share/wegpunkt`, then where a setting says; never through
/// SwiftPM's own accessor, which dies when the program is moved.
package struct Resources: Sendable {
  package enum Fault: Error, CustomStringConvertible {
    case missing(String, [String])

    package var description: String {
      switch self {
      case .missing(let name, let places):
        """
        The program's files “\(name)” were not found. They belong beside the executable or into ../share/wegpunkt; \
        or set WEGPUNKT_RESOURCES to their folder. Looked in: \(places.joined(separator: ", "))
        """
      }
    }
  }

  private let folders: [URL]

  /// - Parameter setting: the folder that a setting names; it is looked at first.
  package init(setting: String? = nil, executable: URL? = Resources.executable) {
    var folders: [URL] = []
    if let setting { folders.append(URL(fileURLWithPath: setting, isDirectory: true)) }
    if let executable {
      let folder = executable.deletingLastPathComponent()
      folders.append(folder)
      folders.append(folder.deletingLastPathComponent().appendingPathComponent("share/wegpunkt", isDirectory: true))
    }
    self.folders = folders
  }

  /// The running program's own file, links followed.
  package static var executable: URL? {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map(URL.init(fileURLWithPath:))
  }

  /// A folder or file of a room, such as `Texts` of `Directory`.
  package func url(_ name: String, of room: String) throws(Fault) -> URL {
    let candidates = folders.flatMap { folder in
      [
        folder.appendingPathComponent("wegpunkt_\(room).resources/\(name)"),
        folder.appendingPathComponent("\(room)/\(name)"),
      ]
    }
    for candidate in candidates where FileManager.default.fileExists(atPath: candidate.path) { return candidate }
    throw .missing("\(room)/\(name)", folders.map(\.path))
  }
}
