import CZlib

/// Whole bodies compressed through zlib (RFC 1952).
package enum Gzip {
  /// The compressed bytes, or nil when zlib has no memory left; the caller then sends the plain ones.
  ///
  /// - Parameter level: 3 takes a third of the time of zlib's usual 6 and makes a page a tenth longer.
  package static func compress(_ bytes: [UInt8], level: Int32 = 3) -> [UInt8]? {
    var stream = z_stream()
    guard wegpunkt_gzip_start(&stream, level) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target -> Int? in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return deflate(&stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.avail_out) : nil
      }
    }
    guard let written else { return nil }
    output.removeSubrange(written...)
    return output
  }
}
