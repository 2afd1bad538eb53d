import Web

/// Two texts with the words marked that only one of them has.
enum WordDifference {
  /// Longer texts are shown whole, without marks: comparing them word by word would take too long.
  private static let most = 2000

  static func marked(_ before: String, _ after: String) -> (before: HTML, after: HTML) {
    let old = words(before)
    let new = words(after)
    guard old.count <= most, new.count <= most else { return (HTML(text: before), HTML(text: after)) }
    let changes = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    return (html(old, removed, "del"), html(new, inserted, "ins"))
  }

  private static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    for index in text.indices where text[index].isWhitespace {
      words.append(text[start...index])
      start = text.index(after: index)
    }
    if start < text.endIndex { words.append(text[start...]) }
    return words
  }

  private static func html(_ words: [Substring], _ marked: Set<Int>, _ tag: StaticString) -> HTML {
    let open: HTML = tag.description == "del" ? "<del>" : "<ins>"
    let close: HTML = tag.description == "del" ? "</del>" : "</ins>"
    var html: HTML = "<span class=\"difference\">"
    var isOpen = false
    for (position, word) in words.enumerated() {
      if marked.contains(position) != isOpen {
        html += isOpen ? close : open
        isOpen.toggle()
      }
      html += HTML(text: word)
    }
    if isOpen { html += close }
    return html + "</span>"
  }
}
