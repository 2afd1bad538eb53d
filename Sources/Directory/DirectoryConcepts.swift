import Foundation
import Search
import Vocabulary
import Web

/// What words of a query mean beyond the texts: topics, target groups, languages, areas, “free of charge”, in nine languages.
/// So an Arabic query finds offers that exist in German only.
package struct DirectoryConcepts: Sendable {
  let catalogue: TopicCatalogue
  let texts: Texts
  /// Everyday words for single facets, beyond their labels: `Concepts/LANG.json`, facet to words.
  let words: [Language: [String: [String]]]

  package init(catalogue: TopicCatalogue, texts: Texts, folder: URL) throws {
    self.catalogue = catalogue
    self.texts = texts
    var words: [Language: [String: [String]]] = [:]
    for language in Language.shipped {
      let file = folder.appendingPathComponent("\(language.code).json")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      words[language] = try JSON.decoder.decode([String: [String]].self, from: Data(contentsOf: file))
    }
    self.words = words
  }

  func concepts(areas: [Area]) -> [Concept] {
    let topics = catalogue.codes.map { code in
      Concept(
        facet: FacetValue(group: "topic", value: code.rawValue), weight: code.isFirstLevel ? 55 : 100,
        phrases: catalogue.searchPhrases(of: code))
    }
    let spoken = Set(Language.shipped.flatMap { texts.keys(in: $0) }.filter { $0.hasPrefix("languageName.") }).sorted()
    let languages = spoken.map { key in
      let code = String(key.dropFirst("languageName.".count))
      return labelled(FacetValue(group: "language", value: code), label: key, weight: 60)
    }
    let targets = TargetGroup.allCases.filter { $0 != .everyone && $0 != .newcomers }.map { group in
      labelled(
        FacetValue(group: "target", value: group.rawValue), label: "\(TargetGroup.group).\(group.rawValue)", weight: 70)
    }
    let places = areas.map { area in
      Concept(
        facet: FacetValue(group: "area", value: area.name.slug), weight: 80, phrases: [.german: [area.name.name]])
    }
    let others = Set(words.values.flatMap(\.keys)).subtracting((languages + targets).map(\.facet.text)).sorted().map {
      labelled(FacetValue(text: $0), label: nil, weight: 60)
    }
    return topics + languages + targets + places + others
  }

  private func labelled(_ facet: FacetValue, label: String?, weight: Int) -> Concept {
    var phrases: [Language: [String]] = [:]
    for language in Language.shipped {
      var found = words[language]?[facet.text] ?? []
      if let label, texts.has(label, in: language) { found.append(texts.text(label, in: language)) }
      if !found.isEmpty { phrases[language] = found }
    }
    return Concept(facet: facet, weight: weight, phrases: phrases)
  }
}
