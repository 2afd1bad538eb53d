import Testing

@testable import Exchange

struct CSVReaderTests {
  private func rows(_ text: String) -> [CSVRow] {
    var reader = CSVReader(Array(text.utf8))
    var rows: [CSVRow] = []
    while let row = reader.next() { rows.append(row) }
    return rows
  }

  private func fields(_ text: String) -> [[String]] {
    rows(text).map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test func quotedFieldsHoldSeparatorsLineEndsAndQuotes() {
    #expect(fields("a,b\r\n\"x,1\",\"two\r\nlines \"\"so\"\"\"\n") == [["a", "b"], ["x,1", "two\r\nlines \"so\""]])
  }

  @Test func rowsKnowTheLineTheyBeginOn() {
    #expect(rows("a\n\n\"b\nc\nd\"\r\ne\rf").map(\.line) == [1, 3, 6, 7])
  }

  @Test(arguments: [("a;b\n1,5;2", ["1,5", "2"]), ("a\tb\n1\t2", ["1", "2"]), ("a,b\n1;2,3", ["1;2", "3"])])
  func theSeparatorIsTheOneOfTheFirstLine(text: String, row: [String]) {
    #expect(fields(text).last == row)
  }

  @Test func aQuoteThatNeverEndsCostsOneLineOnly() {
    let rows = rows("a,b\n1,\"open\n2,x\n3,y\n")
    #expect(rows.map(\.line) == [1, 2, 3, 4])
    #expect(rows.map(\.isUnclosed) == [false, true, false, false])
  }

  @Test func aQuoteInTheMiddleIsACharacter() {
    let rows = rows("5\" pipe,\"a\"b\n")
    #expect(rows.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } } == [["5\" pipe", "ab"]])
    #expect(rows.map(\.hasStrayQuote) == [true])
  }

  @Test func emptyFieldsAtTheEndCount() {
    #expect(fields("a,b,c\n1,,\n,,3\n\"\",x,") == [["a", "b", "c"], ["1", "", ""], ["", "", "3"], ["", "x", ""]])
  }

  @Test func aMillionCharactersAreOneField() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(rows("a\n\"\(long)\"\n").last?.fields.first?.count == 1_000_000)
  }

  @Test func otherEncodingsAreReadWithARemark() throws {
    #expect(ForeignText.text([0x4D, 0xFC, 0x80]) == ("Mü€", .otherEncoding))
    #expect(ForeignText.text(Array("a\0b\u{1B}c".utf8)) == ("abc", .controlCharacters))
    #expect(ForeignText.text(Array("a\r\nb\rc".utf8)) == ("a\nb\nc", []))
    #expect(ForeignText.file([0xEF, 0xBB, 0xBF, 0x61]).bytes == [0x61])
    #expect(ForeignText.file([0xFF, 0xFE, 0xFC, 0x00]).bytes == Array("ü".utf8))
  }
}
