import Foundation
import Vocabulary

/// The form of the demo's JSON files: records that name each other by keys.
struct DemoFile: Decodable {
  var areas: [Area]
  var organizations: [Organization]
  var places: [Place]
  var contactPoints: [ContactPoint]
  var offers: [Offer]
  var events: [Event]

  private enum Keys: String, CodingKey { case areas, organizations, places, contactPoints, offers, events }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    areas = try container.decodeIfPresent([Area].self, forKey: .areas) ?? []
    organizations = try container.decodeIfPresent([Organization].self, forKey: .organizations) ?? []
    places = try container.decodeIfPresent([Place].self, forKey: .places) ?? []
    contactPoints = try container.decodeIfPresent([ContactPoint].self, forKey: .contactPoints) ?? []
    offers = try container.decodeIfPresent([Offer].self, forKey: .offers) ?? []
    events = try container.decodeIfPresent([Event].self, forKey: .events) ?? []
  }

  /// All record files of the folder, by name.
  static func all(in folder: URL) throws -> [DemoFile] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { $0.hasSuffix(".json") && $0 != "search-words.json" }.map {
      try decode(DemoFile.self, from: folder.appendingPathComponent($0))
    }
  }

  /// The editors' search words, which stand apart from the records.
  static func searchWords(in folder: URL) throws -> [String: [String: [String]]] {
    try decode([String: [String: [String]]].self, from: folder.appendingPathComponent("search-words.json"))
  }

  static func decode<File: Decodable>(_: File.Type, from url: URL) throws -> File {
    do {
      return try JSON.decoder.decode(File.self, from: Data(contentsOf: url))
    } catch {
      throw DirectoryFault.brokenDemo(file: url.lastPathComponent, why: "\(error)")
    }
  }

  /// A text in German and English.
  struct Bilingual: Decodable {
    var de: String
    var en: String
  }

  struct Area: Decodable {
    var name: String
    var district: String
    var latitude: Double
    var longitude: Double
  }

  struct Organization: Decodable {
    var key: String
    var kind: String
    var level: String
    var carrier: String?
    var name: Bilingual
    var summary: Bilingual
    var phone: String?
    var email: String?
    var website: String?
  }

  struct Place: Decodable {
    var key: String
    var name: Bilingual?
    var street: String?
    var postalCode: String?
    var lat: Double
    var lon: Double
    var stepFree: String
    var stop: Bilingual?
    var visibility: String
    var encounter: Encounter?

    struct Encounter: Decodable {
      var who: Bilingual
      var description: Bilingual
      var cost: String
      var topics: [String]
      var hours: Schedule?
    }
  }

  struct ContactPoint: Decodable {
    var key: String
    var name: Bilingual
    var organization: String
    var place: String
    var areas: [String]
    var functions: [String]
    var status: String
    var hours: Schedule
    var phone: String?
    var email: String?
    var summary: Bilingual
    var description: Bilingual
  }

  struct Offer: Decodable {
    var key: String
    var organization: String
    var place: String?
    var format: String
    var contactPoint: String?
    var hosting: String?
    var topics: [String]
    var goals: [String]
    var targetGroups: [String]
    var openness: String
    var title: Bilingual
    var summary: Bilingual
    var description: Bilingual
    var access: Access
    var cost: Cost
    var languages: [String]
    var interpreters: String
    var childcare: String
    var schedule: NotedSchedule?
    var validFrom: LocalDate?
    var validUntil: LocalDate?
    var capacity: Int?
    var bring: Bilingual?
    var contact: Contact?
    var status: String
    var verified: Verified?
  }

  struct Access: Decodable {
    var registration: String
    /// Nil: not stated.
    var documents: [String]?
    var residence: String
    var german: String
    var minAge: Int?
    var maxAge: Int?
    var gender: String
    var area: String
    var note: Bilingual?

    private enum CodingKeys: String, CodingKey {
      case registration, documents, residence, german, minAge, maxAge, gender, area, note
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      registration = try container.decode(String.self, forKey: .registration)
      documents = try? container.decode([String].self, forKey: .documents)
      residence = try container.decode(String.self, forKey: .residence)
      german = try container.decode(String.self, forKey: .german)
      minAge = try container.decodeIfPresent(Int.self, forKey: .minAge)
      maxAge = try container.decodeIfPresent(Int.self, forKey: .maxAge)
      gender = try container.decode(String.self, forKey: .gender)
      area = try container.decode(String.self, forKey: .area)
      note = try container.decodeIfPresent(Bilingual.self, forKey: .note)
    }
  }

  struct Cost: Decodable {
    var kind: String
    var cents: Int?
    var per: String?
    var note: Bilingual?
  }

  struct Contact: Decodable {
    var phone: String?
    var email: String?
    var website: String?
  }

  struct Verified: Decodable {
    var on: LocalDate
    var by: String
  }

  /// A schedule with a note beside it.
  struct NotedSchedule: Decodable {
    var schedule: Schedule
    var note: Bilingual?

    private enum Keys: String, CodingKey { case note }

    init(from decoder: any Decoder) throws {
      schedule = try Schedule(from: decoder)
      note = try decoder.container(keyedBy: Keys.self).decodeIfPresent(Bilingual.self, forKey: .note)
    }
  }

  /// An offer's texts in one language.
  struct OfferText: Decodable {
    var title: String
    var summary: String
    /// Missing where only title and summary are translated.
    var description: String?
    var accessNote: String?
    var costNote: String?
    var scheduleNote: String?
    var bring: String?
  }

  /// A contact point's texts in one language.
  struct PointText: Decodable {
    var name: String
    var summary: String
    var description: String
  }

  struct Event: Decodable {
    var key: String
    var organization: String
    var place: String?
    var contactPoint: String?
    var topics: [String]
    var targetGroups: [String]
    var title: Bilingual
    var summary: Bilingual
    var description: Bilingual
    var inDays: Int
    var start: LocalTime
    var end: LocalTime
    var repeatWeeks: Int
    var times: Int
    var cost: Cost
    var languages: [String]
    var registration: String
    var childcare: String
  }
}
