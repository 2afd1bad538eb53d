import Vocabulary

/// Reads HSDS as JSON: whole organisations and services with all that belongs to them, lists of them, or pages of lists
/// as the API gives them. What stands within an object becomes a row of its own table that names its parent.
struct HSDSDocumentReader {
  let file: SourceFile

  func read(into source: inout HSDSSource) throws(ImportFault) {
    let (bytes, isTranscoded) = ForeignText.file(file.bytes)
    if isTranscoded { source.report.note(.otherEncoding, at: SourcePosition(file: file.name)) }
    var reader = JSONReader(bytes, file: file.name)
    for node in try reader.values() { read(node, into: &source) }
  }

  /// A document, a list, a page of one, or an object with a list for each table.
  private func read(_ node: JSONNode, into source: inout HSDSSource) {
    if let list = node.array {
      for element in list { read(element, into: &source) }
      return
    }
    guard let object = node.object else {
      source.report.note(.unknownDocument, at: SourcePosition(file: file.name))
      return
    }
    if let contents = object["contents"]?.array {
      for element in contents { read(element, into: &source) }
    } else if let table = table(of: object) {
      var walk = DocumentWalk(file: file.name)
      walk.add(object, to: table, parent: nil, into: &source)
    } else {
      readTables(of: object, into: &source)
    }
  }

  private func readTables(of object: JSONObject, into source: inout HSDSSource) {
    var found = false
    var walk = DocumentWalk(file: file.name)
    for (name, node) in object.members.sorted(by: { $0.key < $1.key }) {
      guard let table = HSDSTable(named: name), let list = node.array else { continue }
      found = true
      for element in list.compactMap(\.object) { walk.add(element, to: table, parent: nil, into: &source) }
    }
    if !found { source.report.note(.unknownDocument, at: SourcePosition(file: file.name, line: object.line)) }
  }

  /// What an object is: by the fields that only one kind has, else by the name of its file.
  private func table(of object: JSONObject) -> HSDSTable? {
    let services = ["organization_id", "organization", "service_at_locations", "status", "eligibility_description"]
    let organizations = ["services", "organization_identifiers", "legal_status", "tax_status", "website", "uri"]
    let base = file.lastName.lowercased().split(separator: ".").first.map(String.init) ?? ""
    if let table = HSDSTable(named: base) { return object["id"] != nil || object["name"] != nil ? table : nil }
    guard object["id"] != nil || object["name"] != nil else { return nil }
    if services.contains(where: { object[$0] != nil }) { return .service }
    if organizations.contains(where: { object[$0] != nil }) { return .organization }
    return base.hasPrefix("organi") ? .organization : base.hasPrefix("service") ? .service : nil
  }
}

/// Goes down a document and turns each object into a row.
private struct DocumentWalk {
  let file: String
  private var unnamed = 0

  init(file: String) { self.file = file }

  struct Parent {
    let table: HSDSTable
    let key: String
  }

  /// Adds an object and all that stands within it; returns its key.
  @discardableResult
  mutating func add(
    _ object: JSONObject, to table: HSDSTable, parent: Parent?, into source: inout HSDSSource
  ) -> String {
    var fields = link(table, to: parent)
    for (name, node) in object.members {
      if let text = node.text { fields[name] = text }
    }
    unnamed += 1
    let position = SourcePosition(file: file, line: object.line)
    let key = SourceRecord.key(table, fields, otherwise: "\(file):\(object.line):\(unnamed)")
    let own = Parent(table: table, key: key)
    for (name, node) in object.members.sorted(by: { $0.key < $1.key }) where node.text == nil {
      if let nested = HSDSTable.nested(in: name), let inner = node.object {
        fields[nested.linkField] = add(inner, to: nested, parent: own, into: &source)
      } else if let nested = HSDSTable(named: name), let list = node.array {
        for element in list {
          if let inner = element.object { add(inner, to: nested, parent: own, into: &source) }
        }
      } else if let text = node.json {
        fields[name] = text
      }
    }
    source.add(
      SourceRecord(table: table, position: position, key: key, fields: fields), parent: parent?.key ?? "")
    return key
  }

  private func link(_ table: HSDSTable, to parent: Parent?) -> [String: String] {
    guard let parent, parent.table != table else { return [:] }
    switch table {
    case .attribute: return ["link_id": parent.key, "link_entity": parent.table.rawValue]
    case .metadata: return ["resource_id": parent.key, "resource_type": parent.table.rawValue]
    default: return table.columns.contains(parent.table.linkField) ? [parent.table.linkField: parent.key] : [:]
    }
  }
}

extension JSONNode {
  /// A list or object as JSON text, for what HSDS has no table for; nil when there is nothing in it.
  fileprivate var json: String? {
    switch self {
    case .array(let nodes) where nodes.isEmpty: return nil
    case .null: return nil
    default: return rendered.cut(to: 10_000)
    }
  }

  private var rendered: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number: text ?? "null"
    case .string(let text): FurtherFields.quoted(text)
    case .array(let nodes): "[" + nodes.map(\.rendered).joined(separator: ",") + "]"
    case .object(let object):
      "{"
        + object.members.sorted { $0.key < $1.key }
        .map { FurtherFields.quoted($0.key) + ":" + $0.value.rendered }.joined(separator: ",") + "}"
    }
  }
}
