import Vocabulary

/// Which files of a source are HSDS, and in which form.
struct HSDSFiles {
  /// Told with the bytes read and all bytes.
  typealias Watcher = (Int, Int) throws -> Void

  /// Reads a folder's or archive's files: CSV tables where there are any, else JSON documents.
  static func read(_ files: [SourceFile], progress: Watcher = { _, _ in }) throws -> HSDSSource {
    var source = HSDSSource()
    let renamed = tableNames(files.first { $0.lastName == "datapackage.json" })
    let tables = chosenTables(files, renamed)
    let documents = tables.isEmpty ? files.filter { isDocument($0) } : []
    guard !tables.isEmpty || !documents.isEmpty else { throw ImportFault.notHSDS(found: files.map(\.name)) }
    let used = Set(tables.map(\.file.name) + documents.map(\.name))
    for file in files where !used.contains(file.name) && file.lastName != "datapackage.json" {
      source.report.note(.ignoredFile, at: SourcePosition(file: file.name))
    }
    let total = tables.reduce(0) { $0 + $1.file.bytes.count } + documents.reduce(0) { $0 + $1.bytes.count }
    var done = 0
    for (file, table) in tables {
      try HSDSTableReader(file: file, table: table).read(into: &source) { try progress(done + $0, total) }
      done += file.bytes.count
    }
    for file in documents {
      try HSDSDocumentReader(file: file).read(into: &source)
      done += file.bytes.count
      try progress(done, total)
    }
    return source
  }

  /// The tables of the folder that holds most of them, the uppermost of equals.
  private static func chosenTables(
    _ files: [SourceFile], _ renamed: [String: HSDSTable]
  ) -> [(file: SourceFile, table: HSDSTable)] {
    let tables = files.compactMap { file -> (file: SourceFile, table: HSDSTable)? in
      let parts = file.lastName.lowercased().split(separator: ".")
      guard let type = parts.last, ["csv", "txt", "tsv"].contains(type) else { return nil }
      let table = renamed[file.lastName] ?? HSDSTable(named: parts.dropLast().joined(separator: "."))
      return table.map { (file, $0) }
    }
    let folders = Dictionary(grouping: tables, by: \.file.folder)
    let best = folders.min { one, other in
      (-one.value.count, one.key.count, one.key) < (-other.value.count, other.key.count, other.key)
    }
    var seen: Set<HSDSTable> = []
    return (best?.value ?? []).filter { seen.insert($0.table).inserted }
  }

  private static func isDocument(_ file: SourceFile) -> Bool {
    let name = file.lastName.lowercased()
    return (name.hasSuffix(".json") || name.hasSuffix(".ndjson")) && name != "datapackage.json"
  }

  /// Tables whose files have names of their own, from the description of the package.
  private static func tableNames(_ package: SourceFile?) -> [String: HSDSTable] {
    guard let package else { return [:] }
    var reader = JSONReader(package.bytes, file: package.name)
    guard let object = try? reader.values().first?.object, let resources = object["resources"]?.array else {
      return [:]
    }
    var names: [String: HSDSTable] = [:]
    for resource in resources.compactMap(\.object) {
      guard let path = resource["path"]?.text, let name = resource["name"]?.text, let table = HSDSTable(named: name)
      else { continue }
      names[path.split(separator: "/").last.map(String.init) ?? path] = table
    }
    return names
  }
}

/// Reads one CSV table.
struct HSDSTableReader {
  let file: SourceFile
  let table: HSDSTable

  /// - Parameter progress: told with the bytes read.
  func read(into source: inout HSDSSource, progress: (Int) throws -> Void = { _ in }) rethrows {
    let (bytes, isTranscoded) = ForeignText.file(file.bytes)
    if isTranscoded { source.report.note(.otherEncoding, at: SourcePosition(file: file.name)) }
    var reader = CSVReader(bytes)
    guard let header = reader.next() else { return }
    let columns = columns(header, &source.report)
    var count = 0
    while let row = reader.next() {
      add(row, columns, to: &source)
      count += 1
      if count.isMultiple(of: 500) { try progress(reader.offset) }
    }
    try progress(file.bytes.count)
  }

  private func columns(_ header: CSVRow, _ report: inout ImportReport) -> [String] {
    var seen: [String: Int] = [:]
    return header.fields.enumerated().map { index, bytes in
      var name = ForeignText.text(bytes).text.trimmed.lowercased().cut(to: 100)
      if name.isEmpty { name = "column \(index + 1)" }
      seen[name, default: 0] += 1
      guard let count = seen[name], count > 1 else { return name }
      report.note(
        .duplicateColumn, at: SourcePosition(file: file.name, line: header.line), field: name, ["field": name])
      return "\(name) (\(count))"
    }
  }

  private func add(_ row: CSVRow, _ columns: [String], to source: inout HSDSSource) {
    let position = SourcePosition(file: file.name, line: row.line)
    if row.isUnclosed {
      source.report.note(.unclosedQuote, at: position, of: table.kind)
      return
    }
    let surplus = row.fields.dropFirst(columns.count)
    guard surplus.allSatisfy(\.isEmpty) else {
      source.report.note(
        .longRow, at: position, of: table.kind, ["found": "\(row.fields.count)", "expected": "\(columns.count)"])
      return
    }
    if row.hasStrayQuote { source.report.note(.strayQuote, at: position, of: table.kind) }
    if row.fields.count < columns.count {
      source.report.note(
        .shortRow, at: position, of: table.kind, ["found": "\(row.fields.count)", "expected": "\(columns.count)"])
    }
    var fields: [String: String] = [:]
    for (column, bytes) in zip(columns, row.fields) where !bytes.isEmpty {
      let (text, repairs) = ForeignText.text(bytes)
      if repairs.contains(.otherEncoding) {
        source.report.note(.otherEncoding, at: position, of: table.kind, field: column)
      }
      if repairs.contains(.controlCharacters) {
        source.report.note(.controlCharacters, at: position, of: table.kind, field: column)
      }
      fields[column] = text
    }
    let key = SourceRecord.key(table, fields, otherwise: "\(file.name):\(row.line)")
    source.add(SourceRecord(table: table, position: position, key: key, fields: fields))
  }
}
