import Testing
import Tiles
import Vocabulary

@Suite struct TileAddressTests {
  private func town() throws -> Bounds {
    let corners = [
      Coordinate(latitude: 51.12, longitude: 6.68), Coordinate(latitude: 51.36, longitude: 6.94),
    ]
    return try #require(Bounds(around: corners.compactMap(\.self)))
  }

  @Test func theTownsOwnTilesTouchItAndOthersDoNot() throws {
    let town = try town()
    // Düsseldorf's town hall (51.2257, 6.7711) as every tile server numbers it.
    for (zoom, column, row) in [(9, 265, 170), (12, 2125, 1366), (13, 4250, 2733), (18, 136_002, 87_460)] {
      let address = try #require(TileAddress(zoom: zoom, column: column, row: row))
      #expect(address.touches(town), "\(address)")
    }
    for (zoom, column, row) in [(9, 275, 170), (9, 255, 170), (12, 2125, 1300), (12, 2125, 1400), (13, 0, 0)] {
      let address = try #require(TileAddress(zoom: zoom, column: column, row: row))
      #expect(!address.touches(town), "\(address)")
    }
  }

  @Test func whatIsNoTileIsNone() {
    for (zoom, column, row) in [(8, 1, 1), (19, 1, 1), (9, 512, 1), (9, 1, 512), (9, -1, 1)] {
      #expect(TileAddress(zoom: zoom, column: column, row: row) == nil)
    }
    for (zoom, column, file) in [
      ("9", "1", "1"), ("9", "1", "1.jpg"), ("09", "1", "1.png"), ("9", "+1", "1.png"), ("9", "1", "1.png.png"),
      ("9", "..", "1.png"), ("9", "1", "-1.png"), ("nine", "1", "1.png"),
    ] {
      #expect(TileAddress(zoom: zoom, column: column, file: file) == nil, "\(zoom)/\(column)/\(file)")
    }
    #expect(TileAddress(zoom: "9", column: "1", file: "2.png") == TileAddress(zoom: 9, column: 1, row: 2))
  }

  @Test func aSourceIsEncryptedOrOnThisMachine() throws {
    for good in [
      "https://tiles.example/{z}/{x}/{y}.png?key=abc", "http://127.0.0.1:8081/{z}/{x}/{y}", "http://[::1]/{z}/{x}/{y}",
      "http://localhost/{z}/{x}/{y}.png",
    ] {
      _ = try TileSource(good)
    }
    for bad in [
      "http://tiles.example/{z}/{x}/{y}.png", "http://127.0.0.1.example/{z}/{x}/{y}.png", "ftp://a.example/{z}/{x}/{y}",
      "https://tiles.example/{z}/{x}.png", "https://{s}.tiles.example/{z}/{x}/{y}.png", "/{z}/{x}/{y}",
      "https:///{z}/{x}/{y}", "https://user:secret@tiles.example/{z}/{x}/{y}.png",
    ] {
      #expect(throws: TileSource.Fault.self, "\(bad)") { try TileSource(bad) }
    }
  }

  @Test func onlyPicturesAreTakenForPictures() {
    #expect(TileImage(TileServer.png)?.contentType == "image/png")
    #expect(TileImage([0xFF, 0xD8, 0xFF, 0xE0])?.contentType == "image/jpeg")
    #expect(TileImage(Array("RIFF....WEBPVP8 ".utf8))?.contentType == "image/webp")
    #expect(TileImage(Array("RIFF....WAVE".utf8)) == nil)
    #expect(TileImage(Array("<svg onload='x'>".utf8)) == nil)
    #expect(TileImage([]) == nil)
  }
}
