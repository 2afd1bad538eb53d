import Search
import Vocabulary
import Web

/// The filter panel: everything that decides whether an offer fits, with the number of results each choice would give.
extension OfferList {
  private var speaker: Speaker { parts.speaker }
  private var language: Language { parts.language }

  func filterPanel() -> HTML {
    // Where nothing is left, a panel full of zeros helps nobody.
    if result.total == 0, !search.isFiltered { return .empty }
    return """
      <details class="filters" data-filters\(search.isFiltered ? " open" : HTML.empty)><summary>\(parts.icon(.filter))\
      \(speaker(DirectoryText.filters))</summary>
      <form action="\(parts.url(.offers([])))" method="get" data-auto>\(hiddenFields())
      \(flagsSet())\(whenSet())\(distanceSet())\(listSet(.topic, .filterTopic, topicOptions()))\
      \(listSet(.area, .filterArea, areaOptions()))\(listSet(.target, .filterTarget, codeOptions(.target)))\
      \(listSet(.language, .filterLanguage, codeOptions(.language)))\(listSet(.format, .filterFormat, codeOptions(.format)))
      <p class="filter-actions"><button class="button" type="submit">\(speaker(DirectoryText.filterApply))</button>\
      <a href="\(resetURL)">\(speaker(DirectoryText.filterReset))</a></p></form></details>
      """
  }

  private var resetURL: SafeURL {
    search.with {
      $0.lists = [:]
      $0.flags = []
      $0.when = nil
      $0.radius = nil
    }.url(in: language)
  }

  /// What the form keeps beside its own choices.
  private func hiddenFields() -> HTML {
    var fields: [(String, String)] = []
    if !search.text.isEmpty { fields.append(("q", search.text)) }
    if let near = search.near { fields += [("lat", "\(near.latitude)"), ("lon", "\(near.longitude)")] }
    if search.showsMap { fields.append(("view", "map")) }
    return fields.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" as HTML }.joined()
  }

  private func flagsSet() -> HTML {
    let options = OfferSearch.Flag.allCases.map { flag in
      checkbox(
        name: flag.rawValue, value: "1", label: speaker(flag.text), count: result.facetCounts[flag.facet] ?? 0,
        isChecked: search.flags.contains(flag))
    }
    return fieldset(.filterMore, options.joined())
  }

  private func whenSet() -> HTML {
    let counts = result.restrictionCounts
    let options = zip(OfferSearch.When.allCases, counts.dropFirst()).map { when, count in
      radio(
        name: "when", value: when.rawValue, label: speaker(when.text), count: count, isChecked: search.when == when)
    }
    let any = radio(
      name: "when", value: "", label: speaker(DirectoryText.whenAny), count: nil, isChecked: search.when == nil)
    return fieldset(.filterWhen, any + options.joined())
  }

  private func distanceSet() -> HTML {
    guard search.near != nil else { return .empty }
    let options = OfferSearch.radii.map { radius in
      radio(
        name: "radius", value: "\(radius)", label: distanceText(radius), count: nil, isChecked: search.radius == radius)
    }
    let any = radio(
      name: "radius", value: "", label: speaker(DirectoryText.anyDistance), count: nil, isChecked: search.radius == nil)
    return fieldset(.filterDistance, any + options.joined())
  }

  func distanceText(_ metres: Int) -> String {
    speaker(DirectoryText.withinMetres, ["distance": parts.distance(Double(metres))])
  }

  /// A choice of a list filter.
  private struct Option {
    let value: String
    let count: Int
    var isChild = false
  }

  private func listSet(_ filter: OfferSearch.ListFilter, _ title: DirectoryText, _ options: [Option]) -> HTML {
    guard !options.isEmpty else { return .empty }
    let chosen = search.lists[filter] ?? []
    let boxes = options.map { option -> HTML in
      let box = checkbox(
        name: filter.rawValue, value: option.value, label: label(of: option.value, in: filter), count: option.count,
        isChecked: chosen.contains(option.value))
      return option.isChild ? "<div class=\"filter-child\">\(box)</div>" : box
    }
    return """
      <details class="filter-group"\(chosen.isEmpty ? HTML.empty : " open")><summary>\(speaker(title))</summary>\
      <fieldset><legend class="sr-only">\(speaker(title))</legend>\(boxes)</fieldset></details>
      """
  }

  private func topicOptions() -> [Option] {
    parts.site.catalogue.firstLevelCodes.flatMap { code -> [Option] in
      let own = Option(value: code.rawValue, count: count(.topic, code.rawValue))
      let chosen = search.lists[.topic] ?? []
      // Children show once their parent, or one of them, is chosen: the panel stays short.
      guard chosen.contains(where: { TopicCode(rawValue: $0)?.parent == code }) else { return [own] }
      return [own]
        + parts.site.catalogue.children(of: code).map {
          Option(value: $0.rawValue, count: count(.topic, $0.rawValue), isChild: true)
        }
    }.filter { isOffered($0, in: .topic) }
  }

  private func areaOptions() -> [Option] {
    parts.directory.areas.map { Option(value: $0.name.slug, count: count(.area, $0.name.slug)) }
      .filter { isOffered($0, in: .area) }
  }

  private func codeOptions(_ filter: OfferSearch.ListFilter) -> [Option] {
    let values: [String] =
      switch filter {
      case .target: TargetGroup.allCases.map(\.rawValue)
      case .format: OfferFormat.allCases.map(\.rawValue)
      default: result.facetCounts.keys.filter { $0.group == filter.rawValue }.map(\.value)
      }
    let options = values.map { Option(value: $0, count: count(filter, $0)) }.filter { isOffered($0, in: filter) }
    guard filter == .language else { return options }
    return options.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }

  /// A choice nobody would get anything from is left out, unless it is chosen already.
  private func isOffered(_ option: Option, in filter: OfferSearch.ListFilter) -> Bool {
    option.count > 0 || search.lists[filter]?.contains(option.value) == true
  }

  private func count(_ filter: OfferSearch.ListFilter, _ value: String) -> Int {
    result.facetCounts[FacetValue(group: filter.rawValue, value: value)] ?? 0
  }

  func label(of value: String, in filter: OfferSearch.ListFilter) -> String {
    switch filter {
    case .topic: TopicCode(rawValue: value).map { parts.site.catalogue.label($0, in: language) } ?? value
    case .area: parts.directory.area(value)?.name.name ?? value
    case .target: speaker.term(TargetGroup.group, value)
    case .language: speaker.term("languageName", value)
    case .format: speaker.term(OfferFormat.group, value)
    }
  }

  private func fieldset(_ title: DirectoryText, _ body: HTML) -> HTML {
    "<fieldset><legend>\(speaker(title))</legend>\(body)</fieldset>"
  }

  private func checkbox(name: String, value: String, label: String, count: Int?, isChecked: Bool) -> HTML {
    choice("checkbox", name: name, value: value, label: label, count: count, isChecked: isChecked)
  }

  private func radio(name: String, value: String, label: String, count: Int?, isChecked: Bool) -> HTML {
    choice("radio", name: name, value: value, label: label, count: count, isChecked: isChecked)
  }

  private func choice(
    _ type: String, name: String, value: String, label: String, count: Int?, isChecked: Bool
  ) -> HTML {
    """
    <label class="filter-option"><input type="\(type)" id="\(name)-\(value)" name="\(name)" value="\(value)"\
    \(isChecked ? " checked" : HTML.empty)><span>\(label)</span>\
    \(count.map { "<span class=\"count\">\($0)</span>" as HTML })</label>
    """
  }
}
