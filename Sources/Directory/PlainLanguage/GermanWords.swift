/// German words that the rules of Leichte Sprache ask for, in lower case.
enum GermanWords {
  /// They begin a clause and nothing else.
  static let subordinators: Set<String> = [
    "dass", "weil", "wenn", "obwohl", "damit", "falls", "sodass", "bevor", "nachdem", "während", "ob", "indem",
    "sobald",
    "solange", "sofern", "obgleich", "wobei", "wodurch", "weshalb", "weswegen", "sondern",
  ]
  /// After a comma they begin a clause as a rule.
  static let clauseOpeners: Set<String> = [
    "was", "wer", "wen", "wem", "wo", "wie", "wann", "warum", "wieso", "wohin", "woher", "worüber", "womit", "wofür",
    "woran", "worauf", "wozu", "um", "als", "denn", "aber", "doch", "jedoch", "welche", "welcher", "welches", "welchen",
    "da", "bis",
  ]
  static let relativePronouns: Set<String> = ["der", "die", "das", "den", "dem", "denen", "deren", "dessen"]
  static let pronouns: Set<String> = [
    "sie", "ihnen", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres", "ich", "er", "es", "wir", "du", "man", "uns",
    "mich",
    "mir", "dich", "dir", "ihn", "ihm",
  ]

  static let becoming: Set<String> = [
    "wird", "werden", "werde", "wirst", "werdet", "wurde", "wurden", "wurdest", "worden", "würde", "würden",
  ]
  static let separablePrefixes = [
    "zurück", "zusammen", "weiter", "herunter", "hinunter", "vorbei", "heraus", "hinaus", "herein", "hinein", "mit",
    "nach",
    "auf", "aus", "ein", "vor", "weg", "los", "her", "hin", "fest", "frei", "teil", "statt", "ab", "an", "bei", "da",
    "um",
    "zu", "durch", "unter", "über", "wieder", "dazu", "bereit", "fertig", "sauber",
  ]
  static let inseparablePrefixes = ["be", "ver", "er", "ent", "zer", "emp", "miss", "über", "unter", "wider"]
  /// Participles in `-en` of verbs with such a prefix, and with a separable one before it.
  static let participles: Set<String> = [
    "besprochen", "verboten", "entschieden", "angeboten", "vergeben", "verloren", "verschrieben", "unterschrieben",
    "überwiesen", "übernommen", "empfohlen", "beschlossen", "verschoben", "verwiesen", "versprochen",
    "beschrieben", "betrieben", "vertrieben", "entnommen", "vernommen", "unternommen", "anerkannt", "benannt",
    "erkannt",
    "verwendet", "vorbereitet", "verstanden", "gefunden", "verbunden", "erfunden", "empfunden", "aufbewahrt",
    "bewiesen",
    "ausverkauft", "betroffen", "übertragen", "entworfen", "verworfen", "unterbrochen", "erschossen",
  ]
  /// They look like participles and are other words, or infinitives.
  static let noParticiples: Set<String> = [
    "gegen", "gestern", "gesamt", "gesamten", "gehen", "geben", "gelten", "genießen", "gefallen", "gehören", "gelingen",
    "genügen", "gewinnen", "geschehen", "gestalten", "gewöhnen", "gehört", "gefällt", "gilt", "geeignet", "genug",
    "gesunden", "gerechten", "guten", "gestatten", "gebrauchen", "gelangen", "geraten", "gedenken", "gefährden",
    "genannten",
    "erst", "bereits", "überhaupt", "unterwegs", "bekannt", "berühmt", "verrückt", "beliebt", "bereit", "entfernt",
    "besetzt",
    "ernst", "echt", "verwandt", "erkältet", "verliebt", "angehen", "ausgehen", "eingehen", "mitgehen", "weggehen",
    "vorgehen", "losgehen", "aufgehen", "umgehen", "zugehen", "abgeben", "ausgeben", "angeben", "eingeben", "mitgeben",
    "zugeben", "aufgeben", "weitergeben", "weitergehen", "zurückgeben", "nachgehen", "hingehen", "hineingehen",
    "gemeinten",
    "verletzt", "beste", "besten", "gemeinsamen",
  ]

  static let negations: Set<String> = [
    "nicht", "nichts", "nie", "niemals", "niemand", "niemanden", "niemandem", "kein", "keine", "keinen", "keinem",
    "keiner",
    "keines", "keins", "ohne", "weder", "nirgends", "nirgendwo", "keinesfalls", "keineswegs", "keinerlei",
  ]
  static let subjunctives: Set<String> = [
    "würde", "würden", "würdest", "würdet", "könnte", "könnten", "könntest", "könntet", "hätte", "hätten", "hättest",
    "wäre",
    "wären", "wärst", "müsste", "müssten", "müsstest", "dürfte", "dürften", "dürftest", "sollte", "sollten", "solltest",
    "solltet", "bräuchte", "bräuchten", "käme", "kämen", "gäbe", "gäben", "ginge", "ließe", "wüsste", "wüssten",
    "fände", "fänden", "stünde", "stünden", "täte",
  ]
  static let genitiveArticles: Set<String> = [
    "eines", "dieses", "jenes", "jedes", "meines", "deines", "seines", "ihres", "unseres", "eures", "keines",
  ]

  /// Nouns in `-ung`, `-heit`, `-tion` that name a thing of every day.
  static let everydayNominals: Set<String> = [
    "wohnung", "wohnungen", "zeitung", "zeitungen", "kleidung", "rechnung", "rechnungen", "heizung", "heizungen",
    "übung", "übungen", "krankheit", "krankheiten", "gesundheit", "station", "stationen", "meinung", "meinungen",
    "abteilung", "richtung", "haltung", "mahnung", "mahnungen", "quittung", "quittungen", "zeichnung", "zeichnungen",
  ]
  static let knownAcronyms: Set<String> = [
    "lkw", "pkw", "wc", "tv", "eu", "usa", "dvd", "cd", "sms", "pdf", "wlan", "usb", "ok", "bh", "pc", "qr", "uno",
    "ice",
    "sos", "dj", "ec", "id", "ph", "tüv", "zdf", "ard",
  ]
  static let months: Set<String> = [
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
  ]
}
