import Vocabulary

/// What a full stop may mean behind a shortened word or a number, by language.
struct Abbreviations: Sendable {
  /// Something always follows these.
  private let open: Set<String>
  /// These may stand at the end of a sentence.
  private let closing: Set<String>
  /// Words in small letters that begin a sentence rather than name something; only they end a sentence behind a number.
  private let openers: Set<String>
  /// Words that ask for another one, so that a line that ends with them goes on.
  let cannotEnd: Set<String>
  /// Whether `3.` means the third.
  private let hasOrdinalStop: Bool

  init(of language: Language) {
    hasOrdinalStop = ["de", "tr"].contains(language.primary)
    switch language.primary {
    case "de": (open, closing, openers, cannotEnd) = Self.german
    case "en":
      (open, closing, openers, cannotEnd) = (Self.englishOpen, ["etc", "a.m", "p.m", "st", "rd", "inc"], [], [])
    case "fr": (open, closing, openers, cannotEnd) = (Self.frenchOpen, ["etc"], [], [])
    case "tr": (open, closing, openers, cannotEnd) = (Self.turkishOpen, ["vb", "vs", "sok", "cad", "mah"], [], [])
    case "ru", "uk": (open, closing, openers, cannotEnd) = (Self.cyrillicOpen, Self.cyrillicClosing, [], [])
    default: (open, closing, openers, cannotEnd) = (["dr", "prof"], [], [], [])
    }
  }

  /// Whether a sentence ends behind a word with a full stop.
  ///
  /// - Parameter word: in lower case, with the shortened words before it: `z.b`.
  func wordEnds(_ word: String, before next: SplitText.Word) -> Bool {
    if open.contains(word) { return false }
    let mayEnd = closing.contains(word) || word.hasSuffix("str")
    guard mayEnd || isInitial(word) else { return true }
    return next.hasCapital && (openers.contains(next.plain) || openers.isEmpty && mayEnd)
  }

  /// Whether a sentence ends behind a number with a full stop, which may also be an ordinal or a list's number.
  func numberEnds(_ number: SplitText.Word, before next: SplitText.Word, atLineStart: Bool) -> Bool {
    if next.isNumber { return number.letters > 2 }
    if atLineStart { return false }
    if !hasOrdinalStop || number.letters > 2 { return next.hasCapital || !isCased(next) }
    return next.hasCapital && openers.contains(next.plain)
  }

  /// One letter, or several with full stops: `J.`, `e. V.`
  private func isInitial(_ word: String) -> Bool {
    word.split(separator: ".").allSatisfy { $0.unicodeScalars.count == 1 }
  }

  private func isCased(_ word: SplitText.Word) -> Bool { word.text.lowercased() != word.text.uppercased() }

  private static let german: (Set<String>, Set<String>, Set<String>, Set<String>) = (
    [
      "z.b", "d.h", "i.d.r", "z.t", "s.o", "u.u", "dr", "prof", "hr", "fr", "nr", "tel", "ca", "ggf", "bzw", "inkl",
      "exkl", "evtl", "mind", "st", "vgl", "sog", "bspw", "abs", "kap", "geb", "gegr", "zzgl", "abzgl", "mo", "di",
      "mi",
      "do", "sa", "jan", "feb", "apr", "aug", "sept", "okt", "nov", "dez", "dipl", "ing", "med",
      "allg", "gem", "insb", "versch", "einschl", "telef", "mtl", "wöchentl",
    ],
    [
      "usw", "etc", "str", "u.a", "u.ä", "o.ä", "e.v", "std", "min", "pers", "jh", "pl", "co", "stk", "u.v.m",
      "jg", "ev", "kath", "max",
    ],
    [
      "aber", "alle", "alles", "als", "am", "an", "auch", "auf", "aus", "bei", "beim", "bis", "bitte", "da", "dabei",
      "dafür", "danach", "dann", "darum", "das", "daher", "davor", "dazu", "dein", "deine", "den", "denn", "der",
      "deshalb",
      "die", "dies", "diese", "dieser", "dieses", "doch", "dort", "du", "ein", "eine", "einen", "einige", "er", "es",
      "für", "hier", "ich", "ihr", "ihre", "im", "in", "ist", "jede", "jeder", "jedes", "jemand", "jetzt", "kein",
      "keine",
      "man", "manche", "manchmal", "mein", "meine", "mit", "nach", "nicht", "noch", "nur", "ob", "oder", "oft", "ohne",
      "seit", "sie", "sind", "so", "später", "um", "und", "unser", "unsere", "viele", "vielleicht", "vom", "von", "vor",
      "vorher", "wann", "warum", "was", "weil", "wenn", "wer", "wie", "wir", "wo", "zu", "zuerst", "zum", "zur",
      "zwischen",
    ],
    [
      "der", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "und", "oder", "für", "von", "vom",
      "zum", "zur", "im", "am", "beim", "ins", "ans", "mit", "ohne", "bei", "ihre", "ihren", "ihrem", "ihrer", "ihres",
      "unsere", "unseren", "unserem", "unserer", "keine", "keinen", "sehr", "wegen",
    ]
  )

  private static let englishOpen: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "e.g", "i.e", "approx", "vs", "tel", "jan", "feb", "aug", "sept", "oct", "nov",
    "dec",
  ]
  private static let frenchOpen: Set<String> = [
    "m", "mm", "mme", "mlle", "dr", "pr", "p.ex", "c.-à-d", "env", "tél", "av", "bd", "janv", "févr", "sept", "oct",
    "nov",
    "déc",
  ]
  private static let turkishOpen: Set<String> = ["dr", "prof", "doç", "av", "örn", "tel", "no", "bkz", "hz", "yy"]
  private static let cyrillicOpen: Set<String> = [
    "ул", "вул", "г", "м", "пл", "просп", "пр", "им", "ім", "тел", "д", "буд", "кв", "стр", "т.е", "т.к", "напр", "др",
    "п",
    "см", "св", "проф", "обл",
  ]
  private static let cyrillicClosing: Set<String> = [
    "т.д", "т.п", "руб", "коп", "грн", "г", "р", "др", "мин", "хв", "ч", "год",
  ]
}
