/// Why the search's data files cannot be used.
package enum LexiconError: Error, Equatable, CustomStringConvertible {
  case missing(file: String)
  case unreadable(file: String, reason: String)

  package var description: String {
    switch self {
    case .missing(let file):
      "The search data file \(file) is missing. Install the folder Languages of the search completely."
    case .unreadable(let file, let reason):
      "The search data file \(file) cannot be read (\(reason)). Mend it as Languages/README.md describes, or reinstall."
    }
  }
}
