import Crypto
import Foundation

/// One query with the documents that answer it; `Tests/SearchQuality/README.md` says what the grades mean.
struct JudgedQuery: Decodable, Sendable {
  let id: String
  let language: String
  let kind: String
  let query: String
  let relevant: [String: Int]

  /// 1 when one of the first five documents is of grade 2 or better.
  func success(_ found: [String]) -> Double {
    found.prefix(5).contains { (relevant[$0] ?? 0) >= 2 } ? 1 : 0
  }

  /// nDCG@10 (Järvelin and Kekäläinen 2002) with gain 2^grade − 1.
  func gain(_ found: [String]) -> Double {
    func sum(_ grades: [Int]) -> Double {
      grades.prefix(10).enumerated().reduce(0) { sum, item in
        sum + Double((1 << item.element) - 1) / log2(Double(item.offset) + 2)
      }
    }
    let ideal = sum(relevant.values.sorted(by: >))
    return ideal == 0 ? 0 : sum(found.map { relevant[$0] ?? 0 }) / ideal
  }
}

/// One file of judged queries.
struct JudgedQueries: Sendable {
  let name: String
  let queries: [JudgedQuery]
  private let hash: String

  private struct File: Decodable {
    let queries: [JudgedQuery]
  }

  init(name: String, file: URL) throws {
    let data = try Data(contentsOf: file)
    self.name = name
    queries = try JSONDecoder().decode(File.self, from: data).queries
    hash = SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// What was set aside must not have been touched: its hash stands in the README.
  func checkHash(in readme: URL) throws {
    guard name.hasSuffix("held-out") else { return }
    let text = (try? String(contentsOf: readme, encoding: .utf8)) ?? ""
    guard text.contains(hash) else { throw QualityFault.changedCollection(name, hash) }
  }
}

enum QualityFault: Error, CustomStringConvertible {
  case changedCollection(String, String)
  case missing(String)

  var description: String {
    switch self {
    case .changedCollection(let name, let hash):
      "\(name).json has the hash \(hash), which does not stand in the README: the set aside queries were changed."
    case .missing(let what): "\(what) is missing."
    }
  }
}
