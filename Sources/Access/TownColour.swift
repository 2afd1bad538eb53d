import Foundation

/// A town's own colour for links and buttons. One that cannot be read on the page's paper, or under white words, is refused.
package struct TownColour: Sendable, Hashable {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  /// WCAG 2.2 AA for text.
  package static let leastContrast = 4.5

  package enum Fault: Error, Hashable, CustomStringConvertible {
    case notAColour(String)
    case tooPale(String, contrast: Double)

    package var description: String {
      switch self {
      case .notAColour(let text): "“\(text)” is not a colour; write it as #0b5563."
      case .tooPale(let text, let contrast):
        """
        \(text) is too pale: its contrast to the page is \((contrast * 10).rounded() / 10), and words need 4.5. \
        Choose a darker colour.
        """
      }
    }
  }

  package init(_ text: String) throws(Fault) {
    let digits = Array(text.utf8)
    guard digits.count == 7, digits[0] == UInt8(ascii: "#"), let number = UInt32(text.dropFirst(), radix: 16),
      digits[1] != UInt8(ascii: "+")
    else { throw .notAColour(text) }
    red = UInt8(number >> 16)
    green = UInt8(number >> 8 & 255)
    blue = UInt8(number & 255)
    // Against paper (#fbf8f3), the palest ground it stands on; white is paler still.
    let contrast = (Self.luminance(0xfb, 0xf8, 0xf3) + 0.05) / (luminance + 0.05)
    guard contrast >= Self.leastContrast else { throw .tooPale(text, contrast: contrast) }
  }

  /// Relative luminance (WCAG 2.2).
  private var luminance: Double { Self.luminance(red, green, blue) }

  private static func luminance(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Double {
    func linear(_ part: UInt8) -> Double {
      let share = Double(part) / 255
      guard share > 0.04045 else { return share / 12.92 }
      return pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The style sheet that puts it on the page; in the dark scheme Wegpunkt's own colours stay.
  package var styleSheet: String {
    let hex = { (parts: [UInt8]) in "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    let pressed = [red, green, blue].map { UInt8(Double($0) * 0.72) }
    return ":root{--town:\(hex([red, green, blue]));--town-pressed:\(hex(pressed));--on-town:#ffffff}\n"
  }
}
