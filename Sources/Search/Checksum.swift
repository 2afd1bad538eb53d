import Foundation

/// A fast 64-bit checksum against damage (not against intent): four lanes of multiply and rotate, as in xxHash64.
struct Checksum {
  private static let prime: UInt64 = 0x9e37_79b1_85eb_ca87
  private(set) var value: UInt64 = 0x27d4_eb2f_1656_67c5

  mutating func add(_ bytes: Data) {
    bytes.withUnsafeBytes { add($0) }
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var lanes = SIMD4<UInt64>(value, value ^ 1, value ^ 2, value ^ 3)
    var offset = 0
    while offset + 32 <= bytes.count {
      let block = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      lanes = lanes &+ block
      lanes = (lanes &<< 31 | lanes &>> 33) &* SIMD4(repeating: Self.prime)
      offset += 32
    }
    for lane in 0..<4 { mix(lanes[lane]) }
    while offset < bytes.count {
      mix(UInt64(bytes[offset]))
      offset += 1
    }
    mix(UInt64(bytes.count))
  }

  private mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* Self.prime
    value ^= value >> 29
  }
}
