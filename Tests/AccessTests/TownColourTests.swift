import Access
import Testing

@Suite struct TownColourTests {
  @Test func aDarkColourIsTaken() throws {
    #expect(try TownColour("#0b5563").styleSheet.contains("--town:#0b5563"))
  }

  @Test(arguments: ["#ffcc00", "#f6b26b", "#8fb9c2"]) func aPaleColourIsRefusedWithItsContrast(text: String) {
    #expect(throws: TownColour.Fault.self) { try TownColour(text) }
  }

  @Test(arguments: ["teal", "#12345", "#12345g", "0b5563", "#+12345", "#0b5563;}"])
  func whatIsNoColourIsRefused(text: String) {
    #expect(throws: TownColour.Fault.notAColour(text)) { try TownColour(text) }
  }
}
