/// The bytes of a picture that was looked at: PNG, JPEG or WebP, and nothing else.
package struct TileImage: Hashable, Sendable {
  package let bytes: [UInt8]
  package let contentType: String

  /// Nil when the bytes do not begin as a picture does, whatever the server called them.
  package init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      contentType = "image/png"
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      contentType = "image/jpeg"
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      contentType = "image/webp"
    } else {
      return nil
    }
    self.bytes = bytes
  }
}
