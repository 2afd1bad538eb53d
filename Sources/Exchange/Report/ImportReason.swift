import Web

/// What became of what an entry of the report is about.
package enum ImportSeverity: String, CaseIterable, Sendable, TextKey {
  /// It did not come in.
  case refused = "import.severity.refused"
  /// It came in changed.
  case repaired = "import.severity.repaired"
  /// It is kept, but nobody sees it as a field of its own, or an editor should look at it.
  case kept = "import.severity.kept"

  /// The word for machines: `refused`.
  package var code: String { ImportReason.lastPart(of: rawValue) }
}

/// Why an import refused, repaired or set aside something; the raw value is the key of its text.
package enum ImportReason: String, CaseIterable, Sendable, TextKey {
  // Files and rows
  case ignoredFile = "import.why.ignored-file"
  case otherEncoding = "import.why.other-encoding"
  case controlCharacters = "import.why.control-characters"
  case unclosedQuote = "import.why.unclosed-quote"
  case strayQuote = "import.why.stray-quote"
  case longRow = "import.why.long-row"
  case shortRow = "import.why.short-row"
  case duplicateColumn = "import.why.duplicate-column"
  case unknownColumn = "import.why.unknown-column"
  case unknownDocument = "import.why.unknown-document"
  case htmlRemoved = "import.why.html-removed"
  case tooLong = "import.why.too-long"
  // Records
  case duplicateID = "import.why.duplicate-id"
  case repeatedRecord = "import.why.repeated-record"
  case missingID = "import.why.missing-id"
  case missingName = "import.why.missing-name"
  case otherName = "import.why.other-name"
  case danglingReference = "import.why.dangling-reference"
  case danglingLink = "import.why.dangling-link"
  case foreignRecord = "import.why.foreign-record"
  case carrierCycle = "import.why.carrier-cycle"
  case absentFromSource = "import.why.absent-from-source"
  case fieldWithoutPlace = "import.why.field-without-place"
  case tableWithoutPlace = "import.why.table-without-place"
  case personalData = "import.why.personal-data"
  // Fields
  case missingCoordinate = "import.why.missing-coordinate"
  case impossibleCoordinate = "import.why.impossible-coordinate"
  case unusedLocation = "import.why.unused-location"
  case furtherLocation = "import.why.further-location"
  case missingStatus = "import.why.missing-status"
  case unknownStatus = "import.why.unknown-status"
  case guessedFormat = "import.why.guessed-format"
  case unusableAddress = "import.why.unusable-address"
  case completedAddress = "import.why.completed-address"
  case unusableNumber = "import.why.unusable-number"
  case unusableDate = "import.why.unusable-date"
  case unknownLanguage = "import.why.unknown-language"
  case unusableTime = "import.why.unusable-time"
  case shiftedTime = "import.why.shifted-time"
  case inexpressibleSchedule = "import.why.inexpressible-schedule"
  case expiredSchedule = "import.why.expired-schedule"
  case tooManyTimes = "import.why.too-many-times"
  case termWithoutTopic = "import.why.term-without-topic"
  case offerWithoutTopic = "import.why.offer-without-topic"
  // Areas
  case areaWithoutName = "import.why.area-without-name"
  case unusableGeometry = "import.why.unusable-geometry"
  case shortRing = "import.why.short-ring"
  case emptyRing = "import.why.empty-ring"
  case closedRing = "import.why.closed-ring"
  case turnedRing = "import.why.turned-ring"
  case repeatedPoint = "import.why.repeated-point"
  case crossingRing = "import.why.crossing-ring"
  case uncheckedRing = "import.why.unchecked-ring"
  case holeOutside = "import.why.hole-outside"
  case mergedAreas = "import.why.merged-areas"
  case movedCentre = "import.why.moved-centre"

  /// The word for machines: `missing-name`.
  package var code: String { Self.lastPart(of: rawValue) }

  package var severity: ImportSeverity {
    switch self {
    case .ignoredFile, .unclosedQuote, .longRow, .unknownDocument, .duplicateID, .missingName, .danglingReference,
      .foreignRecord, .tableWithoutPlace, .personalData, .areaWithoutName, .unusableGeometry, .shortRing, .emptyRing:
      .refused
    case .otherEncoding, .controlCharacters, .strayQuote, .shortRow, .htmlRemoved, .tooLong, .repeatedRecord,
      .missingID, .otherName, .carrierCycle, .impossibleCoordinate, .missingStatus, .unknownStatus, .guessedFormat,
      .completedAddress, .shiftedTime, .tooManyTimes, .closedRing, .turnedRing, .repeatedPoint, .mergedAreas,
      .movedCentre:
      .repaired
    case .duplicateColumn, .unknownColumn, .danglingLink, .absentFromSource, .fieldWithoutPlace, .missingCoordinate,
      .unusedLocation, .furtherLocation, .unusableAddress, .unusableNumber, .unusableDate, .unknownLanguage,
      .unusableTime, .inexpressibleSchedule, .expiredSchedule, .termWithoutTopic, .offerWithoutTopic, .crossingRing,
      .uncheckedRing, .holeOutside:
      .kept
    }
  }

  static func lastPart(of key: String) -> String { String(key.split(separator: ".").last ?? "") }
}

/// What an import counts.
package enum ImportKind: String, CaseIterable, Sendable, TextKey {
  case organization = "import.kind.organization"
  case place = "import.kind.place"
  case offer = "import.kind.offer"
  case area = "import.kind.area"
  /// A row that belongs to one of the others: a phone number, a schedule.
  case detail = "import.kind.detail"

  package var code: String { ImportReason.lastPart(of: rawValue) }
}

/// The other texts of imports.
package enum ExchangeText: String, TextKey {
  case title = "import.title"
  case created = "import.count.created"
  case updated = "import.count.updated"
  case unchanged = "import.count.unchanged"
  case refused = "import.count.refused"
  case repaired = "import.count.repaired"
  case nothingChanged = "import.nothing-changed"
  case gaps = "import.gaps"
  case furtherEntries = "import.further-entries"
  case position = "import.position"
  case phaseReading = "import.phase.reading"
  case phaseMapping = "import.phase.mapping"
  case phaseSaving = "import.phase.saving"
}
