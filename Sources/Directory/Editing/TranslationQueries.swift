import Storage
import Vocabulary

/// How far the published offers are translated into a language.
package struct TranslationProgress: Sendable, Hashable {
  package let language: Language
  /// Everything the source says is there, and not older than it.
  package let complete: Int
  /// Something is there, and something missing.
  package let partial: Int
  /// The source changed after the translation.
  package let stale: Int
}

/// An offer that lacks a translation, or has an old one.
package struct UntranslatedOffer: Sendable, Hashable {
  package let id: Identifier<Offer>
  package let title: String
  package let isStale: Bool
}

extension Reader {
  private static var isComplete: SQL {
    """
    (source.summary = '' OR texts.summary <> '') AND (source.description = '' OR texts.description <> '')
    AND (source.access_note = '' OR texts.access_note <> '') AND (source.cost_note = '' OR texts.cost_note <> '')
    AND (source.schedule_note = '' OR texts.schedule_note <> '') AND (source.bring = '' OR texts.bring <> '')
    AND texts.title <> ''
    """
  }

  /// The progress of every language that has any translation.
  package func translationProgress() throws -> [TranslationProgress] {
    try all(
      """
      SELECT texts.language AS language,
        CAST(SUM(CASE WHEN texts.is_stale = 0 AND \(fragment: Self.isComplete) THEN 1 ELSE 0 END) AS BIGINT) AS complete,
        CAST(SUM(CASE WHEN texts.is_stale = 0 AND NOT (\(fragment: Self.isComplete)) THEN 1 ELSE 0 END) AS BIGINT) AS partial,
        CAST(SUM(texts.is_stale) AS BIGINT) AS stale
      FROM offer_texts AS texts JOIN offer_texts AS source ON source.offer_id = texts.offer_id AND source.is_source = 1
        JOIN offers ON offers.id = texts.offer_id
      WHERE texts.is_source = 0 AND offers.status = 'published' GROUP BY texts.language
      """
    ) { row in
      TranslationProgress(
        language: try row["language"], complete: try row["complete"], partial: try row["partial"],
        stale: try row["stale"])
    }
  }

  package func publishedOfferCount() throws -> Int {
    try value("SELECT COUNT(*) FROM offers WHERE status = 'published'")
  }

  /// Published offers that lack something in a language: what has grown stale first, then what is missing.
  package func untranslatedOffers(in language: Language, offset: Int, limit: Int) throws -> [UntranslatedOffer] {
    try all(
      """
      SELECT offers.id AS id, source.title AS title, COALESCE(texts.is_stale, 0) AS is_stale
      FROM offers JOIN offer_texts AS source ON source.offer_id = offers.id AND source.is_source = 1
        LEFT JOIN offer_texts AS texts ON texts.offer_id = offers.id AND texts.language = \(language)
      WHERE offers.status = 'published' AND source.language <> \(language)
        AND (texts.language IS NULL OR texts.is_stale = 1 OR NOT (\(fragment: Self.isComplete)))
      ORDER BY COALESCE(texts.is_stale, 0) DESC, source.title, offers.id LIMIT \(limit) OFFSET \(offset)
      """
    ) { UntranslatedOffer(id: try $0["id"], title: try $0["title"], isStale: try $0["is_stale"]) }
  }
}
