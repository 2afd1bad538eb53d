import Storage
import Vocabulary

/// Something people ask before they come, and that nobody has stated of an offer yet. It is shown as “not stated”.
package enum OfferGap: String, CaseIterable, Sendable, Codable {
  case registration, documents, residence, german, gender, area, cost, languages, times
}

/// A published offer with what is missing in it.
package struct OfferGaps: Hashable, Sendable {
  package let id: Identifier<Offer>
  /// In the offer's own language.
  package let title: String
  /// In the order people ask; never empty.
  package let gaps: [OfferGap]
}

/// An organisation with its published offers that leave something open, those with most gaps first.
package struct OrganizationGaps: Hashable, Sendable {
  package let id: Identifier<Organization>
  package let name: String
  package let offers: [OfferGaps]

  package var count: Int { offers.reduce(0) { $0 + $1.gaps.count } }
}

extension Reader {
  /// What published offers leave open, by organisation, most gaps first. Drafts are left out: their editors are at work.
  package func gapsOfPublishedOffers() throws -> [OrganizationGaps] {
    var offers: [Identifier<Organization>: [OfferGaps]] = [:]
    var names: [Identifier<Organization>: String] = [:]
    try forEach(Self.gapQuery) { row in
      let organization: Identifier<Organization> = try row["organization_id"]
      let open = try OfferGap.allCases.filter { gap in
        let isOpen: Int = try row["lacks_\(gap.rawValue)"]
        return isOpen == 1
      }
      guard !open.isEmpty else { return }
      names[organization] = try row["name"]
      offers[organization, default: []].append(OfferGaps(id: try row["id"], title: try row["title"], gaps: open))
    }
    return offers.map { id, offers in
      let sorted = offers.sorted { ($1.gaps.count, $0.title, $0.id) < ($0.gaps.count, $1.title, $1.id) }
      return OrganizationGaps(id: id, name: names[id] ?? "", offers: sorted)
    }.sorted { ($1.count, $0.name, $0.id) < ($0.count, $1.name, $1.id) }
  }

  /// Times are stated by rules or in words, such as “by arrangement”.
  private static var gapQuery: SQL {
    """
    SELECT offers.id AS id, offers.organization_id AS organization_id, organization_texts.name AS name,
      offer_texts.title AS title,
      CASE WHEN registration = 'not-stated' THEN 1 ELSE 0 END AS lacks_registration,
      CASE WHEN documents_stated = 0 THEN 1 ELSE 0 END AS lacks_documents,
      CASE WHEN residence = 'not-stated' THEN 1 ELSE 0 END AS lacks_residence,
      CASE WHEN german = 'not-stated' THEN 1 ELSE 0 END AS lacks_german,
      CASE WHEN gender = 'not-stated' THEN 1 ELSE 0 END AS lacks_gender,
      CASE WHEN access_area = 'not-stated' THEN 1 ELSE 0 END AS lacks_area,
      CASE WHEN cost = 'not-stated' THEN 1 ELSE 0 END AS lacks_cost,
      CASE WHEN EXISTS (SELECT 1 FROM offer_languages WHERE offer_languages.offer_id = offers.id)
        THEN 0 ELSE 1 END AS lacks_languages,
      CASE WHEN schedule IS NULL AND offer_texts.schedule_note = '' THEN 1 ELSE 0 END AS lacks_times
    FROM offers
    JOIN offer_texts ON offer_texts.offer_id = offers.id AND offer_texts.is_source = 1
    JOIN organization_texts
      ON organization_texts.organization_id = offers.organization_id AND organization_texts.is_source = 1
    WHERE offers.status = 'published'
    """
  }
}
