import Vocabulary

/// The parts forms of the desk are made of: one column, labels above, help under the label, required is said.
extension Components {
  /// One field of a form of the desk.
  package struct FormField: Sendable {
    package enum Kind: String, Sendable { case text, email, password, number, date, time, url, tel, search }

    package var name: String
    package var label: String
    package var value = ""
    package var help: String?
    package var error: String?
    package var kind = Kind.text
    /// More than one makes a text area.
    package var lines = 1
    package var most = 300
    package var isRequired = false
    /// What a browser may fill in, such as `username` or `current-password`.
    package var autocomplete: String?
    /// The language of what is written; nil lets the browser find the direction.
    package var language: Language?

    package init(_ name: String, _ label: String) {
      self.name = name
      self.label = label
    }
  }

  /// - Parameter list: the id of a `datalist` with suggestions.
  package func field(_ field: FormField, list: String? = nil) -> HTML {
    let attributes: HTML = """
      id="\(field.name)" name="\(field.name)"\
      \(field.kind == .date || field.kind == .time ? HTML.empty : " maxlength=\"\(field.most)\"")\
      \(field.language.map { " lang=\"\($0.code)\" dir=\"\($0.direction.rawValue)\"" as HTML } ?? " dir=\"auto\"")\
      \(field.autocomplete.map { " autocomplete=\"\($0)\"" as HTML })\(described(field.name, field.help, field.error))\
      \(list.map { " list=\"\($0)\"" as HTML })\(field.isRequired ? " required" : HTML.empty)
      """
    // A first line end in a text area belongs to the markup.
    let input: HTML =
      field.lines > 1
      ? "<textarea \(attributes) rows=\"\(field.lines)\">\n\(field.value)</textarea>"
      : "<input type=\"\(field.kind.rawValue)\" \(attributes) value=\"\(field.value)\">"
    return """
      <div class="field"><label for="\(field.name)">\(field.label)\(required(field.isRequired))</label>\
      \(help(field.name, field.help))\(error(field.name, field.error))\(input)</div>
      """
  }

  /// One of several things to choose.
  package struct Option: Sendable {
    package var value: String
    package var label: String
    package var help: String?

    package init(_ value: String, _ label: String, help: String? = nil) {
      self.value = value
      self.label = label
      self.help = help
    }
  }

  /// One of a few, all in sight.
  package func choice(
    _ name: String, _ legend: String, _ options: [Option], chosen: String?, help: String? = nil, error: String? = nil,
    isRequired: Bool = false
  ) -> HTML {
    boxes(
      name, legend, options, type: "radio", chosen: chosen.map { [$0] } ?? [], help: help, error: error,
      isRequired: isRequired)
  }

  /// Any of a few.
  package func checkboxes(
    _ name: String, _ legend: String, _ options: [Option], chosen: Set<String>, help: String? = nil,
    error: String? = nil, isRequired: Bool = false
  ) -> HTML {
    boxes(name, legend, options, type: "checkbox", chosen: chosen, help: help, error: error, isRequired: isRequired)
  }

  private func boxes(
    _ name: String, _ legend: String, _ options: [Option], type: String, chosen: Set<String>, help: String?,
    error: String?, isRequired: Bool
  ) -> HTML {
    let items = options.enumerated().map { position, option -> HTML in
      // The error summary links to the name: the first box carries it.
      let id = position == 0 ? name : "\(name)-\(position + 1)"
      return """
        <li><label for="\(id)"><input type="\(type)" id="\(id)" name="\(name)" value="\(option.value)"\
        \(chosen.contains(option.value) ? " checked" : HTML.empty)><span>\(option.label)\
        \(option.help.map { "<small>\($0)</small>" as HTML })</span></label></li>
        """
    }
    return group(name, legend, help: help, error: error, isRequired: isRequired, "<ul class=\"plain\">\(items)</ul>")
  }

  /// Boxes that belong together, under one question.
  package func group(
    _ name: String, _ legend: String, help: String? = nil, error: String? = nil, isRequired: Bool = false, _ body: HTML
  ) -> HTML {
    """
    <fieldset class="field choice"\(described(name, help, error, saysInvalid: false))><legend>\(legend)\(required(isRequired))</legend>\
    \(self.help(name, help))\(self.error(name, error))\(body)</fieldset>
    """
  }

  /// One of many.
  package func select(
    _ name: String, _ label: String, _ options: [Option], chosen: String?, help: String? = nil, error: String? = nil,
    isRequired: Bool = false
  ) -> HTML {
    let items = options.map { option -> HTML in
      "<option value=\"\(option.value)\"\(option.value == chosen ? " selected" : HTML.empty)>\(option.label)</option>"
    }
    return """
      <div class="field"><label for="\(name)">\(label)\(required(isRequired))</label>\(self.help(name, help))\
      \(self.error(name, error))<select id="\(name)" name="\(name)"\(described(name, help, error))\
      \(isRequired ? " required" : HTML.empty)>\(items)</select></div>
      """
  }

  package func hidden(_ name: String, _ value: String) -> HTML {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }

  /// The row with the button, always at the end of the form.
  package func submitRow(_ label: String, isDanger: Bool = false, cancel: (label: String, url: SafeURL)? = nil) -> HTML
  {
    """
    <p class="submit-row"><button class="button\(isDanger ? " danger" : HTML.empty)" type="submit">\(label)</button>\
    \(cancel.map { "<a class=\"button quiet\" href=\"\($0.url)\">\($0.label)</a>" as HTML })</p>
    """
  }

  /// Rows with a heading for each column; it scrolls by itself where the screen is narrow.
  package func table(_ caption: String, head: [String], rows: [[HTML]]) -> HTML {
    let lines = rows.map { row -> HTML in
      "<tr>\(row.enumerated().map { $0 == 0 ? "<th scope=\"row\">\($1)</th>" : "<td>\($1)</td>" as HTML })</tr>"
    }
    return """
      <div class="table-frame" role="region" aria-label="\(caption)" tabindex="0"><table class="data">\
      <caption>\(caption)</caption><thead><tr>\(head.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>\
      <tbody>\(lines)</tbody></table></div>
      """
  }

  private func required(_ isRequired: Bool) -> HTML {
    isRequired ? "<span class=\"optional\"> (\(speaker(WebText.required)))</span>" : .empty
  }

  private func help(_ name: String, _ text: String?) -> HTML {
    text.map { "<p class=\"help\" id=\"\(name)-help\">\($0)</p>" } ?? .empty
  }

  private func error(_ name: String, _ text: String?) -> HTML {
    text.map { "<p class=\"error\" id=\"\(name)-error\">\($0)</p>" } ?? .empty
  }

  /// - Parameter saysInvalid: a group of boxes cannot say so itself (WAI-ARIA 1.2); its message does.
  private func described(_ name: String, _ help: String?, _ error: String?, saysInvalid: Bool = true) -> HTML {
    let ids = [help.map { _ in "\(name)-help" }, error.map { _ in "\(name)-error" }].compactMap(\.self)
    let described: HTML = ids.isEmpty ? .empty : " aria-describedby=\"\(ids.joined(separator: " "))\""
    return described + (error == nil || !saysInvalid ? .empty : " aria-invalid=\"true\"")
  }
}
