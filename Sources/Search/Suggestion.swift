import Vocabulary

/// "Did you mean": the query with its unknown or doubted words corrected.
struct Suggestion {
  let lexicon: SearchLexicon
  let views: [SegmentView]

  /// The corrected query; nil when no word needs correcting.
  func text(for reading: QueryReading, plan: QueryPlan, best: RankedResult?) -> String? {
    var bytes = Array(reading.text.utf8)
    var isChanged = false
    for word in plan.words.sorted(by: { $0.word.range.lowerBound > $1.word.range.lowerBound }) {
      guard let correction = correction(of: word, best: best) else { continue }
      bytes.replaceSubrange(word.word.range, with: spelling(of: correction).utf8)
      isChanged = true
    }
    return isChanged ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// What an unknown word was meant as, judged by the best result. A known word is only corrected when the best result does
  /// not have it but has a similar one.
  private func correction(of plan: WordPlan, best: RankedResult?) -> FoldedWord? {
    guard !plan.corrections.isEmpty else { return nil }
    let asTyped = plan.leaves.filter { leaf in
      if case .word(let word) = leaf.source, plan.corrections.contains(where: { $0.word == word }) { return false }
      return leaf.coverage == 255
    }
    guard let best else { return plan.isUnknown ? plan.corrections.first?.word : nil }
    if !plan.isUnknown, asTyped.contains(where: { has(best, $0) }) { return nil }
    let inBest = plan.corrections.first { has(best, Leaf(source: .word($0.word), quality: 1)) }
    return inBest?.word ?? (plan.isUnknown ? plan.corrections.first?.word : nil)
  }

  private func has(_ result: RankedResult, _ leaf: Leaf) -> Bool {
    let view = views[result.segment]
    func contains(_ word: Int) -> Bool {
      var cursor = view.list(word: word)
      return cursor.impact(of: result.row) > 0
    }
    switch leaf.source {
    case .word(let word): return view.words.find(word).map(contains) ?? false
    case .form(let form):
      return view.forms.find(form).map { view.members(ofForm: $0).contains { contains(Int($0)) } } ?? false
    case .compounds(let form):
      return view.forms.find(form).map { form in
        var cursor = view.compounds(form: form)
        return cursor.impact(of: result.row) > 0
      } ?? false
    case .prefix, .facet: return false
    }
  }

  /// The word as it is written, where folding changed it.
  private func spelling(of word: FoldedWord) -> String {
    for view in views {
      if let number = view.words.find(word), let spelling = view.spelling(ofWord: number) { return spelling }
    }
    return lexicon.folding.text(of: word)
  }
}
