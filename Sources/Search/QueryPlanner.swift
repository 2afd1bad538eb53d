import Vocabulary

/// Decides what the words of a query are looked for as, from the language data and the words of the index.
struct QueryPlanner {
  let lexicon: SearchLexicon
  let views: [SegmentView]
  let visitor: Language
  let splitter: CompoundSplitter?

  private var quality: RankingRules.Quality { lexicon.ranking.quality }
  var documents: Int { views.reduce(0) { $0 + $1.documentCount } }

  func plan(_ reading: QueryReading) -> QueryPlan {
    var plan = QueryPlan(words: reading.words.map(plannedOrDetached), stopWords: reading.stopWords)
    let unknown = plan.words.map { documents(of: $0) == 0 }
    addConcepts(to: &plan, unknown: unknown)
    addTranslations(to: &plan, unknown: unknown)
    for position in plan.words.indices {
      addTypos(to: &plan.words[position])
      weigh(&plan.words[position])
    }
    return plan
  }

  // MARK: the word itself, its forms, synonyms and parts

  /// The plan of a word; of the word without its attached particle, where only that is known.
  private func plannedOrDetached(_ word: QueryWord) -> WordPlan {
    let plan = planned(word)
    guard !isKnown(plan) else { return plan }
    for rest in lexicon.rules.flatMap({ $0.withoutAttached(word.letters) }) {
      var detached = word
      detached.letters = rest
      detached.undropped = nil
      let other = planned(detached)
      if isKnown(other) { return other }
    }
    return plan
  }

  /// Whether documents have the word, or it has a meaning.
  private func isKnown(_ plan: WordPlan) -> Bool {
    let letters = plan.word.letters
    let forms = lexicon.groundForms(of: letters, mask: .max)
    return documents(of: plan) > 0 || !lexicon.concepts.meanings(of: letters, groundForms: forms).isEmpty
      || lexicon.dictionaries.contains { !$0.phrases.meanings(of: letters, groundForms: forms).isEmpty }
  }

  private func planned(_ word: QueryWord) -> WordPlan {
    var plan = WordPlan(word: word)
    let letters = word.letters
    plan.leaves.append(Leaf(source: .word(letters), quality: quality.exact))
    let mask = languages(of: letters)
    for form in lexicon.groundForms(of: letters, mask: mask) {
      plan.leaves += leaves(form: form, quality: quality.inflected, compounds: quality.compoundPart)
    }
    addSynonyms(to: &plan, mask: mask)
    addParts(to: &plan)
    if word.isUnfinished {
      plan.leaves.append(Leaf(source: .prefix(letters), quality: quality.prefix))
    }
    return plan
  }

  private func leaves(form: FoldedWord, quality: Int, compounds: Int) -> [Leaf] {
    [
      Leaf(source: .word(form), quality: quality), Leaf(source: .form(form), quality: quality),
      Leaf(source: .compounds(form), quality: compounds),
    ]
  }

  /// The languages whose inflection applies: the visitor's and those that the index knows the word in; all when it
  /// doesn't know it.
  private func languages(of word: FoldedWord) -> UInt16 {
    let known = views.reduce(UInt16(0)) { mask, view in mask | (view.words.find(word).map { view.masks[$0] } ?? 0) }
    return known == 0 ? .max : known | 1 << UInt16(lexicon.bit(of: visitor))
  }

  private func addSynonyms(to plan: inout WordPlan, mask: UInt16) {
    for (bit, rules) in lexicon.rules.enumerated() where mask >> UInt16(bit) & 1 == 1 {
      for meaning in rules.synonyms[rules.groundForm(plan.word.letters)] ?? [] {
        let parts = meaning.map { word in
          let quality = meaning.count == 1 ? quality.synonym : quality.exact
          return [Leaf(source: .word(word), quality: quality)]
            + leaves(
              form: rules.groundForm(word), quality: quality, compounds: quality * self.quality.compoundPart / 255)
        }
        if let only = parts.first, parts.count == 1 {
          for leaf in only where !plan.leaves.contains(leaf) { plan.leaves.append(leaf) }
        } else {
          plan.groups.append(LeafGroup(parts: parts, quality: quality.synonym, partialCoverage: 0))
        }
      }
    }
  }

  private func addParts(to plan: inout WordPlan) {
    guard let splitter else { return }
    let rules = splitter.rules
    let pieces = splitter.pieces(of: plan.word.letters)
    guard !pieces.isEmpty else { return }
    let parts = pieces.map { piece in
      [Leaf(source: .word(piece), quality: quality.exact)]
        + leaves(form: rules.groundForm(piece), quality: quality.inflected, compounds: quality.compoundPart)
    }
    plan.groups.append(
      LeafGroup(
        parts: parts, quality: quality.compoundWhole, partialCoverage: lexicon.ranking.partialCompoundCoverage))
  }

  // MARK: concepts

  private func addConcepts(to plan: inout QueryPlan, unknown: [Bool]) {
    let meanings = zip(plan.words, unknown).map { self.meanings($0, isUnknown: $1, in: lexicon.concepts) }
    for (places, phrase) in longestPhrases(of: lexicon.concepts, in: meanings) {
      let leaf = Leaf(
        source: .facet(phrase.facet, impact: lexicon.ranking.conceptImpact),
        quality: max(1, quality.concept * phrase.weight / 100))
      for place in places where !plan.words[place].leaves.contains(leaf) { plan.words[place].leaves.append(leaf) }
      if !plan.concepts.contains(phrase.facet) { plan.concepts.append(phrase.facet) }
    }
  }

  /// The phrases of a book that a query holds; where phrases overlap, the longer ones.
  private func longestPhrases(
    of book: ConceptBook, in meanings: [Set<Int>]
  ) -> [(places: Range<Int>, phrase: ConceptBook.Phrase)] {
    var claimed = [Int](repeating: 0, count: meanings.count)
    let found = meanings.indices.flatMap { start in
      book.phrases(at: start, in: meanings).map { (places: start..<(start + $0.words.count), phrase: $0) }
    }
    let ordered = found.sorted {
      ($1.places.count, $0.places.lowerBound, $0.phrase.facet) < (
        $0.places.count, $1.places.lowerBound, $1.phrase.facet
      )
    }
    return ordered.filter { places, _ in
      guard places.allSatisfy({ claimed[$0] <= places.count }) else { return false }
      for place in places { claimed[place] = places.count }
      return true
    }
  }

  /// What a word may mean in a book; with typing errors only where nothing else is known of it.
  private func meanings(_ plan: WordPlan, isUnknown: Bool, in book: ConceptBook) -> Set<Int> {
    let letters = plan.word.letters
    let known = book.meanings(of: letters, groundForms: lexicon.groundForms(of: letters, mask: .max))
    if !known.isEmpty { return known }
    if plan.word.isUnfinished, letters.count >= 4 {
      let begun = book.meanings(beginning: letters)
      if !begun.isEmpty { return begun }
    }
    guard isUnknown, !hasDigits(letters) else { return [] }
    return plan.word.readings.reduce(into: []) { found, reading in
      found.formUnion(book.meanings(near: reading, errors: EditDistance.allowed(letters: letters.count)))
    }
  }

  // MARK: the field's words in German

  /// Adds what the words mean in German: words of the visitor's language, and words that the index does not know.
  private func addTranslations(to plan: inout QueryPlan, unknown: [Bool]) {
    for (language, dictionary) in zip(lexicon.languages, lexicon.dictionaries) where !dictionary.isEmpty {
      let isVisitors = language.primary == visitor.primary
      let meanings = zip(plan.words, unknown).map { word, isUnknown in
        isVisitors || isUnknown ? self.meanings(word, isUnknown: isUnknown, in: dictionary.phrases) : []
      }
      for (places, phrase) in longestPhrases(of: dictionary.phrases, in: meanings) {
        guard let headword = dictionary.headword(of: phrase) else { continue }
        for place in places { add(headword, to: &plan.words[place]) }
      }
    }
  }

  private func add(_ headword: FoldedWord, to plan: inout WordPlan) {
    let rules = lexicon.headwordRules
    let form = rules.groundForm(headword)
    var leaves = [Leaf(source: .word(headword), quality: quality.translation)]
    leaves += self.leaves(
      form: form, quality: quality.translation, compounds: quality.translation * quality.compoundPart / 255)
    for meaning in rules.synonyms[form] ?? [] where meaning.count == 1 {
      leaves += self.leaves(
        form: rules.groundForm(meaning[0]), quality: quality.translation * quality.synonym / 255,
        compounds: quality.translation * quality.synonym / 255 * quality.compoundPart / 255)
    }
    for leaf in leaves where !plan.leaves.contains(leaf) { plan.leaves.append(leaf) }
  }

  // MARK: typing errors

  /// Adds similar words where the word is unknown, or so rare that a similar one, far more frequent, may be meant.
  private func addTypos(to plan: inout WordPlan) {
    let having = documents(of: plan)
    plan.isUnknown = having == 0
    let rare = max(1, documents / lexicon.ranking.rareShare)
    guard having <= rare else { return }
    if plan.word.isUnfinished, documents(of: Leaf(source: .prefix(plan.word.letters), quality: 1)) > rare { return }
    let least = having == 0 ? 1 : having * lexicon.ranking.rareFactor
    addCorrections(to: &plan, allowed: allowedErrors(in: plan.word), least: least, coverage: 255)
  }

  private func allowedErrors(in word: QueryWord) -> Int { EditDistance.allowed(letters: word.letters.count) }

  /// Adds similar words to the words that have none yet: for a query whose words are nowhere together. Here a word of
  /// three letters may lack one; frequent words are what they are.
  func doubting(_ plan: QueryPlan) -> QueryPlan {
    var doubted = plan
    let limit = max(lexicon.ranking.doubtedDocuments, documents * lexicon.ranking.doubtedPercent / 100)
    for position in doubted.words.indices where doubted.words[position].corrections.isEmpty {
      let isConcept = doubted.words[position].leaves.contains { leaf in
        if case .facet = leaf.source { true } else { false }
      }
      if isConcept || documents(of: doubted.words[position]) > limit { continue }
      let word = doubted.words[position].word
      let allowed = word.letters.count == 3 && doubted.words.count > 1 ? 1 : allowedErrors(in: word)
      addCorrections(
        to: &doubted.words[position], allowed: allowed, least: 1, coverage: lexicon.ranking.doubtedCoverage)
    }
    return doubted
  }

  private func addCorrections(to plan: inout WordPlan, allowed: Int, least: Int, coverage: Int) {
    let letters = plan.word.letters
    guard !hasDigits(letters) else { return }
    plan.corrections = corrections(of: plan.word, allowed: allowed).filter { correction in
      correction.documents >= least && (letters.count > 3 || correction.word.count == 4)
    }
    for (place, correction) in plan.corrections.enumerated() {
      let typo = quality(of: correction, for: letters)
      plan.leaves.append(Leaf(source: .word(correction.word), quality: typo, coverage: coverage))
      guard place < Self.correctionsWithForms else { continue }
      for form in lexicon.groundForms(of: correction.word, mask: languages(of: correction.word)) {
        let forms = leaves(
          form: form, quality: typo * quality.inflectedTypo / 255, compounds: typo * quality.compoundPart / 255)
        plan.leaves += forms.map { Leaf(source: $0.source, quality: $0.quality, coverage: coverage) }
      }
    }
  }

  /// Swapped letters are the likeliest slip, a wrong first letter the least likely.
  private func quality(of correction: WordPlan.Correction, for typed: FoldedWord) -> Int {
    if correction.errors > 1 { return quality.twoTypos }
    if correction.word.first != typed.first { return quality.typoAtStart }
    return correction.word.sorted() == typed.sorted() ? quality.swappedLetters : quality.typo
  }

  /// So many corrections are also looked for in their other forms and in compounds.
  private static let correctionsWithForms = 4

  /// The words of the index within the typing errors that the word's length allows.
  private func corrections(of word: QueryWord, allowed: Int) -> [WordPlan.Correction] {
    guard allowed > 0 else { return [] }
    var found: [FoldedWord: WordPlan.Correction] = [:]
    for view in views {
      var seen: Set<Int> = []
      for reading in word.readings {
        view.typos.forEachNear(reading, limit: allowed, in: view.words) { number, errors in
          let near = FoldedWord(view.words[number])
          guard near != word.letters else { return }
          var correction = found[near] ?? WordPlan.Correction(word: near, errors: errors, documents: 0)
          correction.errors = min(correction.errors, errors)
          if seen.insert(number).inserted { correction.documents += Int(view.documentCounts[number]) }
          found[near] = correction
        }
      }
    }
    let sorted = found.values.sorted { one, other in
      if one.errors != other.errors { return one.errors < other.errors }
      if one.documents != other.documents { return one.documents > other.documents }
      return one.word.lexicographicallyPrecedes(other.word)
    }
    return Array(sorted.prefix(lexicon.ranking.typoTerms))
  }

  private func hasDigits(_ word: FoldedWord) -> Bool { word.contains { lexicon.folding.digits.contains($0) } }

  // MARK: rarity

  private func weigh(_ plan: inout WordPlan) {
    var having = documents(of: plan)
    if having == 0, plan.word.isUnfinished {
      having = documents(of: Leaf(source: .prefix(plan.word.letters), quality: 1))
    }
    if having == 0 { having = plan.corrections.first?.documents ?? 0 }
    plan.weight = lexicon.ranking.rarity(documents: documents, having: having)
  }

  /// How many documents have the word as typed, in another form, in a compound or as a concept; a prefix does not count.
  private func documents(of plan: WordPlan) -> Int {
    let single = plan.leaves.map { documents(of: $0, countingPrefix: false) }.max() ?? 0
    let together = plan.groups.map { group in
      group.parts.map { part in part.map { documents(of: $0) }.max() ?? 0 }.min() ?? 0
    }
    return max(single, together.max() ?? 0)
  }

  private func documents(of leaf: Leaf, countingPrefix: Bool = true) -> Int {
    let total = views.reduce(0) { total, view in
      switch leaf.source {
      case .word(let word): total + (view.words.find(word).map { Int(view.documentCounts[$0]) } ?? 0)
      case .form(let form):
        total
          + (view.forms.find(form).map { form in
            view.members(ofForm: form).reduce(0) { $0 + Int(view.documentCounts[Int($1)]) }
          } ?? 0)
      case .compounds(let form): total + (view.forms.find(form).map { Int(view.compoundCounts[$0]) } ?? 0)
      case .prefix(let prefix):
        total
          + (countingPrefix
            ? view.words.range(prefix: prefix).reduce(0) { $0 + Int(view.documentCounts[$1]) } : 0)
      case .facet(let facet, _):
        total + (view.facetTexts.find(Array(facet.text.utf8)).map { Int(view.facetCounts[$0]) } ?? 0)
      }
    }
    return min(total, documents)
  }
}
