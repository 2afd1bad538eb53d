import Directory
import Testing
import Vocabulary

@testable import Exchange

struct MappingTests {
  /// The one offer that a service's row becomes, beside further tables.
  private func offer(
    _ columns: String, _ values: String, _ tables: [String: String] = [:]
  ) throws -> (offer: Offer?, report: ImportReport) {
    var all = ExchangeFixture.club
    all["services"] = "id,organization_id,\(columns)\ns1,o1,\(values)\n"
    let mapper = try ExchangeFixture.mapped(all.merging(tables) { _, new in new })
    return (mapper.offers.first?.record, mapper.report)
  }

  @Test(arguments: [
    ("active", OfferStatus.published), ("inactive", .paused), ("temporarily closed", .paused), ("defunct", .ended),
    ("Active", .published), ("", .published), ("maybe", .draft),
  ])
  func theStatusIsTakenOver(text: String, status: OfferStatus) throws {
    let (offer, report) = try offer("name,status", "Course,\(text)")
    #expect(offer?.status == status)
    #expect(report.total(.unknownStatus) == (text == "maybe" ? 1 : 0))
    #expect(report.total(.missingStatus) == (text.isEmpty ? 1 : 0))
  }

  @Test(arguments: [
    ("None.", CostKind.free, ""), ("Free of charge", .free, ""), ("Kostenlos!", .free, ""),
    ("None if eligible.", .notStated, "None if eligible."), ("$5 a visit", .notStated, "$5 a visit"),
    ("", .notStated, ""), ("Free for members. Others 5 €", .notStated, "Free for members. Others 5 €"),
  ])
  func freeIsOnlyWhatSaysSoClearly(text: String, kind: CostKind, note: String) throws {
    let (found, _) = try offer("name,status,fees_description", "Course,active,\(text)")
    let offer = try #require(found)
    #expect(offer.cost.kind == kind)
    #expect(offer.texts.source.content.costNote == note)
  }

  @Test func aPriceInEurosIsAPrice() throws {
    let row = "c1,s1,,EUR,12.50,per month"
    let (found, _) = try offer(
      "name,status", "Course,active",
      ["cost_options": "id,service_id,option,currency,amount,amount_description\n\(row)\n"])
    #expect(found?.cost == Offer.Cost(kind: .paid, cents: 1250, period: .month))
    let (dollars, _) = try offer(
      "name,status", "Course,active",
      ["cost_options": "id,service_id,option,currency,amount\nc1,s1,,USD,12.50\n"])
    #expect(dollars?.cost == Offer.Cost(kind: .paid))
    #expect(dollars?.texts.source.content.costNote == "12.50 USD")
  }

  @Test func aServiceWithoutNameTakesWhatNamesIt() throws {
    let (described, _) = try offer("name,status,description", ",active,What it is")
    #expect(described?.texts.source.content.title == "Nachbarn e. V.")
    let (renamed, _) = try offer("name,status,alternate_name", ",active,Other")
    #expect(renamed?.texts.source.content.title == "Other")
    let (none, report) = try offer("name,status", ",active")
    #expect(none == nil)
    #expect(report.total(.missingName) == 1)
    #expect(report.counts(.offer).refused == 1)
  }

  @Test func whatHasNoPlaceIsKeptAndCounted() throws {
    let (found, report) = try offer(
      "name,status,wait_time,alert,shoe_size", "Course,active,2 weeks,Closed today,42",
      [
        "programs": "id,organization_id,name,description\np1,o1,Programme,x\n",
        "funding": "id,service_id,source\nf1,s1,The town\n", "service_areas": "id,service_id,name\na1,s1,North\n",
        "metadata": "id,resource_id,resource_type,updated_by,field_name\nm1,s1,service,Ann Persona,name\n",
      ])
    let offer = try #require(found)
    let further = try #require(offer.origin?.furtherFields)
    #expect(
      further == #"{"funding":[{"source":"The town"}],"metadata":[{"field_name":"name"}],"#
        + #""service_area":[{"name":"North"}],"shoe_size":"42","wait_time":"2 weeks"}"#)
    #expect(report.total(.unknownColumn) == 1)
    #expect(report.total(.personalData) == 1)
    #expect(report.allEntries.contains { $0.reason == .fieldWithoutPlace && $0.field == "wait_time" })
    #expect(offer.texts.source.content.description == "Closed today")
  }

  @Test func furtherLocationsAreKeptAndTheOfferIsFoundOnce() throws {
    let mapper = try ExchangeFixture.mapped(
      ExchangeFixture.club.merging([
        "locations":
          "id,location_type,name,latitude,longitude\nl0,virtual,Net,,\nl1,physical,A,51,6\nl2,physical,B,52,7\n",
        "service_at_location": "id,service_id,location_id\nx0,s1,l0\nx1,s1,l1\nx2,s1,l2\n",
      ]) { _, new in new })
    #expect(mapper.offers.count == 1)
    #expect(mapper.offers.first?.record.place == mapper.places.first?.record.id)
    #expect(mapper.offers.first?.record.origin?.furtherFields?.contains("\"location_id\":\"l2\"") == true)
    #expect(mapper.report.total(.furtherLocation) == 1)
    #expect(mapper.report.total(.unusedLocation) == 1)
  }

  @Test func contactsOfPersonsAreLeftOut() throws {
    let (found, report) = try offer(
      "name,status,email", "Course,active,",
      [
        "contacts": """
        id,service_id,name,title,email
        c1,s1,Ann Persona,Head,ann@x.example
        c2,s1,,Desk,desk@x.example

        """,
        "phones": """
        id,service_id,contact_id,number,type
        p1,,c1,0211 111111,voice
        p2,s1,,0211 222222,fax
        p3,s1,,0211 333333,

        """,
      ])
    let offer = try #require(found)
    #expect(offer.contact == Contact(phone: "0211 333333", email: "desk@x.example"))
    #expect(offer.origin?.furtherFields?.contains("Ann") == false)
    #expect(offer.origin?.furtherFields?.contains("111111") == false)
    #expect(offer.origin?.furtherFields?.contains("222222") == true)
    #expect(report.total(.personalData) == 3)
  }

  @Test(arguments: [
    ("www.town.example/a?b=1", "http://www.town.example/a?b=1"), ("HTTPS://x.example", "HTTPS://x.example"),
    ("http://x.example.", "http://x.example."), ("javascript:alert(1)", nil), ("ftp://x.example", nil),
    ("http://x", nil), ("http://x.example/<b>", nil), ("mailto:a@b.example", nil), ("none", nil),
  ])
  func onlyAddressesOfTheWebAreShown(given: String, address: String?) {
    #expect(WebAddress(given)?.text == address)
  }

  @Test func categoriesBecomeTopicsGroupsAndSearchWords() throws {
    let (found, report) = try offer(
      "name,status,alternate_name", "Course,active,Lessons",
      [
        "taxonomy_terms": """
        id,code,name,parent_id
        t1,1,Food Pantry,
        t2,2,Seniors (55+ years old),
        t3,3,Basket Weaving,
        t4,4,Special Pantry Hours,t1
        t5,housing.search,Anything,

        """,
        "attributes": """
        id,link_id,taxonomy_term_id,link_entity
        a1,s1,t1,service
        a2,s1,t2,service
        a3,s1,t3,service
        a4,s1,t4,service
        a5,s1,t5,service
        a6,s1,t9,service

        """,
      ])
    let offer = try #require(found)
    #expect(offer.topics.map(\.rawValue) == ["everyday.food", "housing.search"])
    #expect(offer.targetGroups == [.older])
    let words = [
      "Lessons", "Food Pantry", "Seniors (55+ years old)", "Basket Weaving", "Special Pantry Hours", "Anything",
    ]
    #expect(offer.searchWords == [.english: words])
    #expect(report.total(.termWithoutTopic) == 1)
    #expect(report.total(.danglingLink) == 1)
  }

  @Test func languagesAreReadByCodeOrName() {
    #expect(LanguageReading.language(code: "ur", name: "")?.code == "ur")
    #expect(LanguageReading.language(code: "spa", name: "")?.code == "es")
    #expect(LanguageReading.language(code: "", name: "Arabic")?.code == "ar")
    #expect(LanguageReading.language(code: "zz", name: "Türkisch")?.code == "tr")
    #expect(LanguageReading.language(code: "", name: "Klingon of the north") == nil)
  }

  @Test(arguments: [
    ("Fully wheelchair accessible", StepFree.yes), ("barrierefrei", .yes), ("No wheelchair access", .no),
    ("Wheelchair accessible on the ground floor only", .notStated), ("Lift", .notStated), ("", .notStated),
    ("nicht barrierefrei", .no), ("No steps", .yes),
  ])
  func stepFreeIsOnlyWhatSaysSoClearly(text: String, reading: StepFree) {
    #expect(StepFreeReading.of([text]) == reading)
  }

  @Test func duplicatesAndRaggedRowsAreToldByLine() throws {
    let mapper = try ExchangeFixture.mapped([
      "organizations": "id,name,name,x\no1,A,B,1\no1,A,B,1\no1,Other,,\no2\no3,C,,,surplus\n,No identifier,,\n",
      "services": "id,organization_id,name,status\ns1,gone,Course,active\n",
    ])
    #expect(mapper.organizations.map(\.record.texts.source.content.name) == ["A", "No identifier"])
    let entries = mapper.report.entries.map { "\($0.position.line ?? 0) \($0.reason.code)" }
    #expect(
      entries == [
        "1 duplicate-column", "3 repeated-record", "4 duplicate-id", "5 short-row", "6 long-row", "7 missing-id",
        "5 missing-name", "2 dangling-reference",
      ])
  }

  @Test func carriersInACircleAreLeftOpen() throws {
    let mapper = try ExchangeFixture.mapped([
      "organizations": "id,name,parent_organization_id\na,A,b\nb,B,a\nc,C,a\nd,D,d\ne,E,gone\n"
    ])
    let carriers = Dictionary(
      uniqueKeysWithValues: mapper.organizations.map { ($0.record.origin?.externalID ?? "", $0.record.carrier) })
    #expect(Set(carriers.filter { $0.value == nil }.keys) == ["a", "d", "e"])
    #expect(mapper.report.total(.carrierCycle) == 2)
    #expect(mapper.report.total(.danglingLink) == 1)
  }

  @Test func aPackageMayNameItsFilesAnew() throws {
    let package = #"{"resources":[{"name":"organization","path":"data/traeger.csv"}]}"#
    let mapper = try ExchangeFixture.mapped([
      "datapackage.json": package, "traeger": "id;name\no1;Träger\n",
    ])
    #expect(mapper.organizations.first?.record.texts.source.content.name == "Träger")
  }

  @Test func foldersWithoutHSDSAreRefused() {
    #expect(throws: ImportFault.notHSDS(found: ["other.csv"])) {
      try ExchangeFixture.mapped(["other": "a,b\n1,2\n"])
    }
  }

  @Test func pagesListsAndTablesOfJSONAreRead() throws {
    let service = #"{"id":"s1","name":"Course","status":"active","organization":{"id":"o1","name":"Club"}}"#
    for text in [
      "{\"contents\":[\(service)]}", "[\(service)]", service, "{\"services\":[\(service)]}", "\(service)\n\(service)",
    ] {
      let mapper = try ExchangeFixture.mapped(["page.json": text])
      #expect(mapper.offers.count == 1, "\(text)")
      #expect(mapper.organizations.count == 1)
      #expect(mapper.report.counts(.offer).refused == 0)
    }
  }
}
