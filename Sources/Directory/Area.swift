import Vocabulary

/// The name of an area with the form it takes in addresses: `Flingern Nord`, `flingern-nord`.
package struct AreaName: Hashable, Sendable, Comparable {
  package let name: String
  package let slug: String

  package init(_ name: String) {
    self.name = name
    let spelt: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"]
    var slug = ""
    for character in name.lowercased() {
      if let letters = spelt[character] {
        slug += letters
      } else if character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.hasSuffix("-"), !slug.isEmpty {
        slug.append("-")
      }
    }
    self.slug = slug.hasSuffix("-") ? String(slug.dropLast()) : slug
  }

  package static func < (one: Self, other: Self) -> Bool { one.slug < other.slug }
}

/// One area of a set: a Stadtteil, a Sozialraum.
package struct Area: Sendable, Hashable {
  package let id: Identifier<Area>
  package let name: AreaName
  /// The larger unit it belongs to, such as a Stadtbezirk; nil when not known.
  package let district: String?
  package let centre: Coordinate
  package let shape: MultiPolygon

  package init(id: Identifier<Area>, name: AreaName, district: String?, centre: Coordinate, shape: MultiPolygon) {
    self.id = id
    self.name = name
    self.district = district
    self.centre = centre
    self.shape = shape
  }
}

/// A versioned set of areas. Social spaces are not administrative districts: several sets stand side by side.
package struct AreaSet: Sendable, Hashable {
  package let id: Identifier<AreaSet>
  package let name: String
  /// The day its boundaries hold from.
  package let date: LocalDate
  /// Where the boundaries come from, with licence.
  package let source: String
  /// Drawn around centres, not surveyed; an imported set takes its place.
  package let isDrawn: Bool

  package init(id: Identifier<AreaSet>, name: String, date: LocalDate, source: String, isDrawn: Bool) {
    self.id = id
    self.name = name
    self.date = date
    self.source = source
    self.isDrawn = isDrawn
  }
}
