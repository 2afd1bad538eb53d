import Directory
import Vocabulary

extension HSDSMapper {
  /// What a service costs: structured only where the source leaves no doubt, in its own words always.
  mutating func cost(of record: SourceRecord) -> (cost: Offer.Cost, note: String) {
    let owner = HSDSLinks.Owner(table: .service, key: record.key)
    let options = links.records(.costOption, of: owner)
    let told = [record["fees_description"], record["fees"]].filter { !$0.isEmpty }
    let note = fitted(
      Self.paragraphs(told + options.map(CostReading.sentence)), 2000, record, "fees_description")
    if options.isEmpty {
      guard !told.isEmpty, told.allSatisfy(CostReading.saysFree) else { return (Offer.Cost(), note) }
      return (Offer.Cost(kind: .free), "")
    }
    guard told.isEmpty || told.allSatisfy(CostReading.saysFree) else { return (Offer.Cost(), note) }
    return (CostReading.cost(options), note)
  }
}

/// Reads prices without guessing.
enum CostReading {
  private static let free: Set<String> = [
    "free", "free of charge", "none", "no charge", "no charges", "no cost", "no costs", "no fee", "no fees",
    "no fee charged",
    "there is no charge", "there is no cost", "there is no fee", "there are no fees", "free service", "free for all",
    "services are free", "all services are free", "this service is free", "at no cost", "kostenlos", "kostenfrei",
    "gratis", "gebührenfrei", "unentgeltlich", "keine", "keine kosten", "keine gebühren", "gratuit", "ücretsiz",
  ]

  /// Whether the whole text says that it is free; “none if eligible” does not.
  static func saysFree(_ text: String) -> Bool {
    let letters = text.lowercased().unicodeScalars.map {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" ? $0 : " "
    }
    let words = String(String.UnicodeScalarView(letters)).split(separator: " ").joined(separator: " ")
    return free.contains(words)
  }

  /// The options as one price: free when each is nothing, an amount when there is one in euros.
  static func cost(_ options: [SourceRecord]) -> Offer.Cost {
    let amounts = options.map { Double($0["amount"].replacing(",", with: ".")) }
    if amounts.allSatisfy({ $0 == 0 }) { return Offer.Cost(kind: .free) }
    guard amounts.allSatisfy({ ($0 ?? 0) > 0 }) else { return Offer.Cost() }
    guard let option = options.first, options.count == 1, option["currency"].lowercased() == "eur",
      let amount = amounts.first ?? nil, amount <= 1_000_000
    else { return Offer.Cost(kind: .paid) }
    return Offer.Cost(kind: .paid, cents: Int((amount * 100).rounded()), period: period(option["amount_description"]))
  }

  private static func period(_ text: String) -> CostPeriod? {
    let text = text.lowercased()
    let words: [(String, CostPeriod)] = [
      ("month", .month), ("monat", .month), ("year", .year), ("jahr", .year), ("course", .course), ("kurs", .course),
      ("visit", .visit), ("session", .visit), ("termin", .visit), ("once", .once), ("einmal", .once),
    ]
    let found = Set(words.filter { text.contains($0.0) }.map(\.1))
    return found.count == 1 ? found.first : nil
  }

  /// An option in words: “Under 18s: 35 GBP per 1 hour session (2020-01-01 – 2022-12-31)”.
  static func sentence(_ option: SourceRecord) -> String {
    let price = [option["amount"], option["currency"].uppercased(), option["amount_description"]]
    var sentence = price.filter { !$0.isEmpty }.joined(separator: " ")
    if !option["option"].isEmpty { sentence = sentence.isEmpty ? option["option"] : "\(option["option"]): \(sentence)" }
    let days = [option["valid_from"], option["valid_to"]]
    guard days.contains(where: { !$0.isEmpty }), !sentence.isEmpty else { return sentence }
    return sentence + " (" + days.joined(separator: " – ") + ")"
  }
}
