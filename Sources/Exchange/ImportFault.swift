/// Why an import could not take place at all; nothing was written.
package enum ImportFault: Error, Equatable, Sendable {
  // Files
  case unreadable(String, why: String)
  case tooLarge(String, limit: Int)
  case tooManyFiles(limit: Int)
  // ZIP
  case notAZip(why: String)
  case encrypted(String)
  case bomb(String)
  case unsafeEntry(String)
  case repeatedEntry(String)
  // Contents
  case invalidJSON(file: String, line: Int, why: String)
  case tooDeep(file: String, limit: Int)
  case notHSDS(found: [String])
  case notGeoJSON(why: String)
  case otherCoordinateSystem(String)
  case swappedCoordinates
  case projectedCoordinates
  case tooManyPoints(limit: Int)
  // What it was called with
  case invalidParameter(String)
  case unreadableTerms(String)
}

extension ImportFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let name, let why): "“\(name)” cannot be read: \(why)"
    case .tooLarge(let name, let limit):
      "“\(name)” is larger than \(limit / 1_000_000) MB, which is the limit. Split the data into several imports."
    case .tooManyFiles(let limit):
      "The source holds more than \(limit) files, which is the limit. Leave out what is not data."
    case .notAZip(let why): "The file is no ZIP archive that can be read (\(why)). Pack it again, or give the folder."
    case .encrypted(let name):
      "“\(name)” in the ZIP archive is encrypted. Unpack it with its password and give the folder."
    case .bomb(let name):
      "“\(name)” in the ZIP archive grows out of all proportion when unpacked and was refused. Give the folder instead."
    case .unsafeEntry(let name):
      "The ZIP archive holds “\(name)”, a link or a path that leads out of it. Pack it again with plain files only."
    case .repeatedEntry(let name): "The ZIP archive holds “\(name)” twice. Pack it again with each file once."
    case .invalidJSON(let file, let line, let why):
      "“\(file)” is not valid JSON: line \(line): \(why). Mend it and import again."
    case .tooDeep(let file, let limit): "“\(file)” is nested deeper than \(limit) levels, which no directory needs."
    case .notHSDS(let found):
      "No HSDS tables (organizations.csv, services.csv …) or JSON documents were found. Found: \(Self.listed(found))."
    case .notGeoJSON(let why): "The file is not GeoJSON with areas: \(why)"
    case .otherCoordinateSystem(let name):
      "The file's coordinates are in “\(name)”. Export it in WGS 84 (EPSG:4326) and import again."
    case .swappedCoordinates:
      "The file gives latitude before longitude. GeoJSON wants longitude first: export it anew with the axes in order."
    case .projectedCoordinates:
      "The file's coordinates lie beyond the earth, so they are metres of a map projection. Export it in WGS 84 (EPSG:4326)."
    case .tooManyPoints(let limit):
      "The boundaries have more than \(limit) points, which is the limit. Simplify them and import again."
    case .invalidParameter(let why): why
    case .unreadableTerms(let why): "The table of terms and topics cannot be read: \(why)"
    }
  }

  private static func listed(_ names: [String]) -> String {
    guard !names.isEmpty else { return "nothing" }
    return names.prefix(12).joined(separator: ", ") + (names.count > 12 ? " …" : "")
  }
}
