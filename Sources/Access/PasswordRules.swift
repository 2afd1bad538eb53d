import Foundation
import Vocabulary

/// What a password has to be: long, and not one that is guessed first. Nothing else.
package struct PasswordRules: Sendable {
  package enum Fault: String, Error, Hashable, Sendable { case tooShort, tooLong, common, ownName }

  package static let shortest = 12
  package static let longest = 128

  private let common: Set<String>
  /// Words that attackers of this site try first.
  private let local: Set<String>

  /// - Parameters:
  ///   - file: common passwords and the words they are made of, one a line.
  ///   - names: the site's name and the like.
  package init(file: URL, names: [String]) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    common = Set(text.split(whereSeparator: \.isNewline).map { Self.folded($0) }.filter { !$0.isEmpty })
    local = Set((names + ["wegpunkt"]).flatMap { Self.words($0) })
  }

  /// - Parameter own: name and address of who chooses it.
  package func fault(of password: String, own: [String] = []) -> Fault? {
    let length = password.precomposedStringWithCanonicalMapping.unicodeScalars.count
    if length < Self.shortest { return .tooShort }
    if length > Self.longest { return .tooLong }
    let plain = Self.folded(password)
    let core = Self.core(of: password)
    if common.contains(plain) || Self.isRun(plain) || isGuessable(core) { return .common }
    if Self.isLittleMore(than: own.flatMap(Self.words), plain) { return .ownName }
    return nil
  }

  /// Made of nothing but common words, runs of keys and repetitions.
  private func isGuessable(_ core: String) -> Bool {
    if core.count < 4 || common.contains(core) || Set(core).count < 5 || Self.isRun(core) { return true }
    if Self.isLittleMore(than: Array(local), core) { return true }
    return isMadeOfCommonWords(Array(core))
  }

  /// Whether two common words, or one word twice and more, give the whole.
  private func isMadeOfCommonWords(_ letters: [Character]) -> Bool {
    guard letters.count <= 40 else { return false }
    for cut in 3..<max(3, letters.count - 2) {
      let first = String(letters[..<cut])
      let second = String(letters[cut...])
      if common.contains(first), common.contains(second) || Self.isRun(second) { return true }
    }
    for length in 1...max(1, letters.count / 2) where letters.count % length == 0 && length < letters.count {
      let piece = Array(letters[..<length])
      if stride(from: 0, to: letters.count, by: length).allSatisfy({ Array(letters[$0..<$0 + length]) == piece }) {
        return true
      }
    }
    return false
  }

  /// The letters that remain when case, look-alikes, and digits and signs around them are taken away.
  private static func core(of password: String) -> String {
    let plain = folded(password)
    let isOuter: (Character) -> Bool = { !$0.isLetter }
    let letters = plain.drop(while: isOuter)
    let inner = String(letters.reversed().drop(while: isOuter).reversed())
    // A password of digits only is what it is.
    guard inner.count >= 3 else { return plain }
    let alike: [Character: Character] = [
      "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
    ]
    return String(inner.map { alike[$0] ?? $0 }.filter { $0.isLetter || $0.isNumber })
  }

  private static func folded(_ text: some StringProtocol) -> String {
    String(text.trimmed.precomposedStringWithCanonicalMapping.lowercased().filter { !$0.isWhitespace })
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map { folded($0) }.filter { $0.count >= 4 }
  }

  /// Whether only a few letters remain when the words are taken out.
  private static func isLittleMore(than words: [String], _ text: String) -> Bool {
    let found = words.filter { text.contains($0) }.sorted { $0.count > $1.count }
    guard !found.isEmpty else { return false }
    return found.reduce(text) { $0.replacing($1, with: "") }.filter(\.isLetter).count < 5
  }

  /// Keys beside each other, letters or digits in their order, forwards or backwards.
  private static func isRun(_ text: String) -> Bool {
    guard text.count >= 3 else { return false }
    let rows = [
      "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertzuiopüasdfghjklöäyxcvbnm",
      "qwertyuiopasdfghjklzxcvbnm", "1q2w3e4r5t6z7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6zhn", "qayqaywsxedcrfvtgb",
    ]
    return rows.contains { $0.contains(text) || String($0.reversed()).contains(text) }
  }
}
