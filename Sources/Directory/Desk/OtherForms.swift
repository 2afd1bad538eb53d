import Vocabulary
import Web

extension Event: DeskRecord {
  static let nameField = "title"
  static let words = RecordWords(many: .events, about: .eventsAbout, new: .newEvent, edit: .editEvent)

  var publicPath: DirectoryPath? { status == .published ? .event(id) : nil }

  static let sections: [SheetSection] = [
    SheetSection(
      .sectionWhat,
      SheetField.titleSummaryTopics),
    SheetSection(.sectionWho, [.init("organization", .fieldOrganization, isRequired: true, .organization)]),
    SheetSection(
      .sectionWhen, [.init("dates", .fieldDates, help: .helpDates, isRequired: true, .text(lines: 3, most: 8000))]),
    SheetSection(.sectionWhere, [.init("place", .fieldPlace, help: .helpPlace, .place)]),
    SheetSection(
      .sectionForWhom, isFolded: true,
      [
        .init("targetGroups", .fieldTargetGroups, .many(SheetField.Choice.terms(TargetGroup.self))),
        .init("registration", .fieldRegistration, .choice(SheetField.Choice.terms(Registration.self))),
        .init("languages", .fieldLanguages, .languages),
        .init("childcare", .fieldChildcare, .choice(SheetField.Choice.terms(Childcare.self))),
      ]),
    SheetSection(
      .sectionCost, isFolded: true,
      SheetField.cost),
    SheetSection(
      .sectionDetails, isFolded: true,
      [
        .init("description", .fieldDescription, .text(lines: 8, most: 20000)),
        .init("contactPoint", .fieldContactPoint, .contactPoint),
      ]),
  ]
}

extension Organization: DeskRecord {
  static let nameField = "name"
  static let words = RecordWords(
    many: .organizations, about: .organizationsAbout, new: .newOrganization, edit: .editOrganization)

  var publicPath: DirectoryPath? { .organization(id) }

  static let sections: [SheetSection] = [
    SheetSection(
      .sectionWhat,
      [
        .init("name", .fieldName, isRequired: true, .line(.text, most: 300)),
        .init("kind", .fieldKind, isRequired: true, .select(SheetField.Choice.terms(OrganizationKind.self))),
        .init("summary", .fieldSummary, .text(lines: 3, most: 4000)),
      ]),
    SheetSection(
      .sectionContact,
      SheetField.contact),
    SheetSection(
      .sectionDetails, isFolded: true,
      [
        .init("level", .fieldLevel, .select(SheetField.Choice.terms(ActorLevel.self))),
        .init("carrier", .fieldCarrier, help: .helpCarrier, .organization),
      ]),
  ]
}

extension Place: DeskRecord {
  static let nameField = "name"
  static let words = RecordWords(many: .places, about: .placesAbout, new: .newPlace, edit: .editPlace)

  var publicPath: DirectoryPath? { encounter != nil && visibility == .full ? .encounter(id) : nil }

  static let sections: [SheetSection] = [
    SheetSection(
      .sectionWhere,
      [
        .init("name", .fieldPlaceName, help: .helpPlaceName, .line(.text, most: 300)),
        .init("street", .fieldStreet, .line(.text, most: 300)),
        .init("postalCode", .fieldPostalCode, .line(.text, most: 20)),
        .init("city", .fieldCity, .line(.text, most: 200)),
        .init("position", .fieldPosition, help: .helpPosition, .position),
        .init("stop", .fieldStop, .line(.text, most: 300)),
        .init("stepFree", .fieldStepFree, .choice(SheetField.Choice.terms(StepFree.self))),
        .init(
          "visibility", .fieldVisibility, help: .helpVisibility,
          .choice([
            .text(value: "full", .visibilityFull), .text(value: "area", .visibilityArea),
            .text(value: "hidden", .visibilityHidden),
          ])),
      ]),
    SheetSection(
      .sectionEncounter, isFolded: true,
      [
        .init(
          "encounterCost", .fieldEncounterCost, help: .helpEncounter,
          .select(SheetField.Choice.terms(EncounterCost.self))),
        .init("who", .fieldWho, .text(lines: 2, most: 1000)),
        .init("description", .fieldDescription, .text(lines: 4, most: 10000)),
        .init("topics", .fieldTopics, .topics),
        .init("schedule", .fieldHours, help: .helpSchedule, .schedule),
      ]),
  ]
}

extension ContactPoint: DeskRecord {
  static let nameField = "name"
  static let words = RecordWords(
    many: .contactPoints, about: .contactPointsAbout, new: .newContactPoint, edit: .editContactPoint)

  var publicPath: DirectoryPath? { .contactPoint(id) }

  static let sections: [SheetSection] = [
    SheetSection(
      .sectionWhat,
      [
        .init("name", .fieldName, isRequired: true, .line(.text, most: 300)),
        .init("summary", .fieldSummary, .text(lines: 2, most: 1000)),
        .init("pointStatus", .fieldPointStatus, .choice(SheetField.Choice.terms(PointStatus.self))),
      ]),
    SheetSection(.sectionWho, [.init("organization", .fieldCarrier, isRequired: true, .organization)]),
    SheetSection(.sectionWhere, [.init("place", .fieldPlace, isRequired: true, .place)]),
    SheetSection(.sectionWhen, [.init("schedule", .fieldHours, help: .helpSchedule, .schedule)]),
    SheetSection(
      .sectionContact,
      SheetField.contact),
    SheetSection(
      .sectionDetails, isFolded: true,
      [
        .init("functions", .fieldFunctions, .many(SheetField.Choice.terms(PointFunction.self))),
        .init("areas", .fieldAreas, help: .helpAreas, .text(lines: 4, most: 10000)),
        .init("description", .fieldDescription, .text(lines: 6, most: 10000)),
      ]),
  ]
}
