import ArgumentParser
import Directory
import Foundation
import Storage
import Vocabulary

struct GapsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps", abstract: "List what published offers leave open, by organisation.",
    discussion: """
      Conditions of access, cost, languages and times that nobody stated are shown to visitors as “not stated”. Most \
      gaps come first, so that one call to one organisation mends most.
      """)

  @OptionGroup var data: DataOptions

  @Flag(help: "Answer as JSON.")
  var json = false

  /// The gaps in the form of `--json`.
  struct Answer: Codable, Hashable {
    struct OpenOffer: Codable, Hashable {
      var id: String
      var title: String
      var gaps: [OfferGap]
    }

    struct Organisation: Codable, Hashable {
      var id: String
      var name: String
      var gaps: Int
      var offers: [OpenOffer]
    }

    var gaps: Int
    var offers: Int
    var organizations: [Organisation]

    init(_ organizations: [OrganizationGaps]) {
      gaps = organizations.reduce(0) { $0 + $1.count }
      offers = organizations.reduce(0) { $0 + $1.offers.count }
      self.organizations = organizations.map { organization in
        Organisation(
          id: organization.id.description, name: organization.name, gaps: organization.count,
          offers: organization.offers.map { OpenOffer(id: $0.id.description, title: $0.title, gaps: $0.gaps) })
      }
    }

    /// For people at a terminal.
    var text: String {
      var lines: [String] = []
      for organization in organizations {
        lines.append("\(organization.name): \(Self.count(organization.gaps, "gap"))")
        for offer in organization.offers {
          lines.append("  \(offer.title): \(offer.gaps.map(\.words).joined(separator: ", "))")
        }
      }
      lines.append(
        gaps == 0
          ? "No published offer leaves anything open."
          : "\(Self.count(gaps, "gap")) in \(Self.count(offers, "offer")) of \(Self.count(organizations.count, "organisation"))."
      )
      return lines.joined(separator: "\n")
    }

    private static func count(_ number: Int, _ word: String) -> String {
      "\(number) \(word)\(number == 1 ? "" : "s")"
    }
  }

  func run() async throws {
    try await reporting {
      let settings = try await data.dataSettings()
      let database = try await Town.openDatabase(settings)
      let gaps = try await database.read { reader in try reader.gapsOfPublishedOffers() }
      await database.close()
      let answer = Answer(gaps)
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Console.say(String(decoding: try encoder.encode(answer), as: UTF8.self))
      } else {
        Console.say(answer.text)
      }
    }
  }
}

extension OfferGap {
  /// What is missing, in words.
  fileprivate var words: String {
    switch self {
    case .registration: "registration"
    case .documents: "documents needed"
    case .residence: "residence status needed"
    case .german: "German needed"
    case .gender: "for which genders"
    case .area: "for people from where"
    case .cost: "cost"
    case .languages: "languages spoken"
    case .times: "times"
    }
  }
}
