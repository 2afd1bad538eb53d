import Access
import Hummingbird
import Vocabulary
import Web

extension DeskVisit {
  /// The identifier in the address; what is none leads to the page that says there is nothing.
  func identifier<Record>(of _: Record.Type = Record.self) throws -> Identifier<Record> {
    guard let id = parameters.get("id").flatMap({ Identifier<Record>($0) }) else { throw HTTPError(.notFound) }
    return id
  }
}

/// What a sheet's fields say, in words, for histories and merges.
extension DirectoryDesk {
  func value(of field: String, in sheet: Sheet, _ visit: DeskVisit) -> HTML {
    let text = text(of: field, in: sheet, visit)
    return text.isEmpty ? "<span class=\"nothing\">–</span>" : "<span dir=\"auto\">\(text)</span>"
  }

  func text(of field: String, in sheet: Sheet, _ visit: DeskVisit) -> String {
    sheet[all: field].map { word(for: $0, of: field, visit) }.joined(separator: ", ")
  }

  /// A code's label, a record's name; any other text as it is.
  private func word(for value: String, of field: String, _ visit: DeskVisit) -> String {
    let directory = pages.index.current
    switch field {
    case "topics": return TopicCode(rawValue: value).map { pages.catalogue.label($0, in: visit.language) } ?? value
    case "status": return OfferStatus(rawValue: value).map { visit.speaker($0.text) } ?? value
    case "language": return Language(code: value)?.nativeName ?? value
    case "languages": return visit.speaker.term("languageName", value)
    case "organization", "carrier":
      return Identifier<Organization>(value).flatMap(directory.organization)?.name(in: visit.language).text ?? value
    case "place":
      let place = Identifier<Place>(value).flatMap { directory.places[$0] }
      return place?.texts.shown(\.name, in: visit.language).text ?? value
    case "contactPoint":
      let point = Identifier<ContactPoint>(value).flatMap(directory.contactPoint)
      return point?.texts.shown(\.name, in: visit.language).text ?? value
    default: return Self.groups[field].map { visit.speaker.term($0, value) } ?? value
    }
  }

  private static let groups = [
    "format": OfferFormat.group, "targetGroups": TargetGroup.group, "openness": Openness.group,
    "registration": Registration.group, "documents": AccessDocument.group, "residence": ResidenceCondition.group,
    "german": GermanLevel.group, "gender": GenderCondition.group, "accessArea": AccessArea.group,
    "cost": CostKind.group, "costPeriod": CostPeriod.group, "interpreters": InterpreterService.group,
    "childcare": Childcare.group, "hosting": Hosting.group, "goals": IntegrationGoal.group,
    "verifiedBy": VerificationMethod.group, "kind": OrganizationKind.group, "level": ActorLevel.group,
    "stepFree": StepFree.group, "encounterCost": EncounterCost.group, "functions": PointFunction.group,
    "pointStatus": PointStatus.group,
  ]

  /// A moment as people at the desk read it.
  func moment(_ moment: Timestamp, _ visit: DeskVisit) -> String {
    let local = pages.clock.local(moment)
    let time = LocalTime(minutes: local.minutes)?.description ?? ""
    return "\(visit.speaker.day(local.date, today: pages.clock.local(visit.now).date)), \(time)"
  }
}

extension OfferStatus {
  var text: EditingText {
    switch self {
    case .draft: .statusDraft
    case .published: .statusPublished
    case .paused: .statusPaused
    case .ended: .statusEnded
    }
  }
}
