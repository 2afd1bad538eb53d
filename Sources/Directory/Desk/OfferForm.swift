import Vocabulary
import Web

extension Offer: DeskRecord {
  static let nameField = "title"
  static let words = RecordWords(many: .offers, about: .offersAbout, new: .newOffer, edit: .editOffer)

  var publicPath: DirectoryPath? { status == .published ? .offer(id) : nil }

  /// In the order people ask. What must be known stands in the first four sections.
  static let sections: [SheetSection] = [
    SheetSection(
      .sectionWhat,
      SheetField.titleSummaryTopics),
    SheetSection(
      .sectionWho, [.init("organization", .fieldOrganization, help: .helpOrganization, isRequired: true, .organization)]
    ),
    SheetSection(
      .sectionWhere,
      [
        .init("format", .fieldFormat, .choice(SheetField.Choice.terms(OfferFormat.self))),
        .init("place", .fieldPlace, help: .helpPlace, .place),
      ]),
    SheetSection(.sectionWhen, [.init("schedule", .fieldSchedule, help: .helpSchedule, .schedule)]),
    SheetSection(
      .sectionForWhom, isFolded: true,
      [
        .init("targetGroups", .fieldTargetGroups, .many(SheetField.Choice.terms(TargetGroup.self))),
        .init("openness", .fieldOpenness, .choice(SheetField.Choice.terms(Openness.self))),
      ]),
    SheetSection(
      .sectionAccess, isFolded: true,
      [
        .init("registration", .fieldRegistration, .choice(SheetField.Choice.terms(Registration.self))),
        .init(
          "documents", .fieldDocuments, help: .helpDocuments,
          .many(
            [.text(value: Offer.noDocuments, .noDocuments)] + SheetField.Choice.terms(AccessDocument.self))),
        .init("residence", .fieldResidence, .choice(SheetField.Choice.terms(ResidenceCondition.self))),
        .init("german", .fieldGerman, .choice(SheetField.Choice.terms(GermanLevel.self))),
        .init("minimumAge", .fieldMinimumAge, .line(.number, most: 3)),
        .init("maximumAge", .fieldMaximumAge, .line(.number, most: 3)),
        .init("gender", .fieldGender, .choice(SheetField.Choice.terms(GenderCondition.self))),
        .init("accessArea", .fieldAccessArea, .choice(SheetField.Choice.terms(AccessArea.self))),
        .init("accessNote", .fieldAccessNote, .text(lines: 3, most: 5000)),
        .init("bring", .fieldBring, .text(lines: 2, most: 2000)),
      ]),
    SheetSection(
      .sectionCost, isFolded: true,
      SheetField.cost + [
        .init("costNote", .fieldCostNote, .text(lines: 2, most: 2000))
      ]),
    SheetSection(
      .sectionLanguages, isFolded: true,
      [
        .init("languages", .fieldLanguages, .languages),
        .init("interpreters", .fieldInterpreters, .choice(SheetField.Choice.terms(InterpreterService.self))),
        .init("childcare", .fieldChildcare, .choice(SheetField.Choice.terms(Childcare.self))),
      ]),
    SheetSection(
      .sectionContact, isFolded: true,
      SheetField.contact),
    SheetSection(
      .sectionDetails, isFolded: true,
      [
        .init("description", .fieldDescription, .text(lines: 8, most: 20000)),
        .init("scheduleNote", .fieldScheduleNote, .text(lines: 2, most: 2000)),
        .init("validFrom", .fieldValidFrom, .line(.date, most: 10)),
        .init("validUntil", .fieldValidUntil, .line(.date, most: 10)),
        .init("capacity", .fieldCapacity, .line(.number, most: 7)),
        .init("contactPoint", .fieldContactPoint, .contactPoint),
        .init("hosting", .fieldHosting, .select(SheetField.Choice.terms(Hosting.self))),
        .init("goals", .fieldGoals, .many(SheetField.Choice.terms(IntegrationGoal.self))),
        .init("searchWords", .fieldSearchWords, help: .helpSearchWords, .text(lines: 4, most: 8000)),
      ]),
    SheetSection(
      .sectionVerified, isFolded: true,
      [
        .init("verifiedBy", .fieldVerifiedBy, .select(SheetField.Choice.terms(VerificationMethod.self))),
        .init("verifiedOn", .fieldVerifiedOn, .line(.date, most: 10)),
      ]),
  ]
}
