import CQREncode

/// A QR code as SVG: black on white in every colour scheme, because cameras need it so.
package struct QRCode: Sendable {
  package let svg: HTML

  /// - Parameters:
  ///   - text: what a camera reads; nil comes back when it is too long.
  ///   - label: what a screen reader says of the picture.
  package init?(_ text: String, label: String) {
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let data = code.pointee.data else { return nil }
    var path = ""
    for row in 0..<width {
      for column in 0..<width where data[row * width + column] & 1 == 1 {
        path += "M\(column + 4) \(row + 4)h1v1h-1z"
      }
    }
    // Four modules of white around it belong to the code.
    let size = width + 8
    svg = """
      <svg class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(size) \(size)" width="\(size * 6)" \
      height="\(size * 6)" shape-rendering="crispEdges"><rect width="\(size)" height="\(size)" fill="#fff"/>\
      <path d="\(path)" fill="#000"/></svg>
      """
  }
}
