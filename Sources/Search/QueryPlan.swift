/// What the words of a query are looked for as.
struct QueryPlan: Sendable {
  var words: [WordPlan]
  var concepts: [FacetValue] = []
  /// Words that do not decide whether a document is found, only the order among equals.
  var stopWords: [FoldedWord] = []

  /// The coverage of a document that matches every word fully.
  var fullCoverage: Int { words.reduce(0) { $0 + $1.weight } * 255 }
}

/// One word of a query: whatever may stand for it in a document; the best of it counts.
struct WordPlan: Sendable {
  var word: QueryWord
  /// How rare the word is.
  var weight: Int = 0
  var leaves: [Leaf] = []
  var groups: [LeafGroup] = []
  /// Words of the index that the word may be a misspelling of, best first.
  var corrections: [Correction] = []
  /// Whether nothing in the index is, contains or means the word as typed.
  var isUnknown = false

  struct Correction: Sendable, Equatable {
    var word: FoldedWord
    var errors: Int
    var documents: Int
  }
}

/// One thing that documents may have.
struct Leaf: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    /// A word as it stands.
    case word(FoldedWord)
    /// All words of a ground form.
    case form(FoldedWord)
    /// All compounds with a ground form in them.
    case compounds(FoldedWord)
    /// The most frequent words that begin like this.
    case prefix(FoldedWord)
    case facet(FacetValue, impact: Int)
  }

  var source: Source
  /// Of 255.
  var quality: Int
  /// Of 255.
  var coverage = 255
}

/// Several things that stand for a word together: the parts of a compound, the words of a synonym.
struct LeafGroup: Sendable {
  /// Any leaf of each part is enough.
  var parts: [[Leaf]]
  var quality: Int
  /// Of 255, times the share of parts that were found; 0 when all must be.
  var partialCoverage: Int
}
