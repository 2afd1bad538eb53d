import ArgumentParser
import Directory
import Foundation
import Search
import Storage
import Vocabulary
import Web

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search offers as visitors do, on the terminal.",
    discussion: "wegpunkt search \"wo kann ich kostenlos Deutsch lernen?\" --language ar")

  @OptionGroup var data: DataOptions

  @Argument(help: "What to look for, in any of the languages.")
  var words: String

  @Option(help: "The visitor's language: de, de-simple, en, ar, uk, fa, tr, ru or fr.")
  var language = "de"

  @Option(help: "How many results at most.")
  var limit = 10

  @Flag(help: "Answer as JSON.")
  var json = false

  func validate() throws {
    guard Language(code: language).map(Language.shipped.contains) == true else {
      throw ValidationError("“\(language)” is none of \(Language.shipped.map(\.code).joined(separator: ", ")).")
    }
    guard (1...500).contains(limit) else { throw ValidationError("--limit is 1 to 500.") }
  }

  /// The results in the form of `--json`.
  struct Answer: Encodable {
    struct Hit: Encodable {
      var id: String
      var kind: String
      var title: String
      var language: String
      var organization: String?
      var area: String?
      var topics: [String]
      var score: Int
    }

    var total: Int
    var suggestion: String?
    var understood: [String]
    var hits: [Hit]
  }

  func run() async throws {
    try await reporting {
      let settings = try await data.dataSettings()
      let database = try await Town.openDatabase(settings)
      let town = try await Town(settings: settings, database: database)
      let answer = try answer(town)
      await database.close()
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Console.say(String(decoding: try encoder.encode(answer), as: UTF8.self))
      } else {
        show(answer)
      }
    }
  }

  private func answer(_ town: Town) throws -> Answer {
    let visitor = Language(code: language) ?? .german
    let directory = town.directory.index.current
    let result = try directory.offers(matching: words, in: visitor, limit: limit, at: .now())
    let hits = result.hits.compactMap { hit -> Answer.Hit? in
      switch PublishedDirectory.Entry(hit.payload) {
      case .offer(let offer):
        let title = offer.title(in: visitor)
        return Answer.Hit(
          id: offer.id.description, kind: "offer", title: title.text, language: title.language.code,
          organization: directory.organization(offer.organization)?.name(in: visitor).text,
          area: directory.place(offer.place)?.area?.name, topics: offer.topics.map(\.rawValue), score: hit.score)
      case .place(let id):
        guard let place = directory.places[id] else { return nil }
        let title = place.texts.shown(\.name, in: visitor)
        return Answer.Hit(
          id: id.description, kind: "place", title: title.text, language: title.language.code, organization: nil,
          area: place.area?.name, topics: (place.encounter?.topics ?? []).map(\.rawValue), score: hit.score)
      default: return nil
      }
    }
    return Answer(
      total: result.total, suggestion: result.suggestion, understood: result.concepts.map(\.text), hits: hits)
  }

  private func show(_ answer: Answer) {
    if let suggestion = answer.suggestion { Console.say("Did you mean: \(suggestion)") }
    if !answer.understood.isEmpty { Console.say("Understood as: \(answer.understood.joined(separator: ", "))") }
    for (number, hit) in answer.hits.enumerated() {
      let place = [hit.organization, hit.area].compactMap(\.self).joined(separator: " · ")
      Console.say("\(number + 1). \(hit.title)  [\(hit.language)]\n   \(place)\n   \(hit.id)")
    }
    Console.say("\(answer.total) found.")
  }
}
