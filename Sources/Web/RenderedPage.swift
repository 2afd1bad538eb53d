import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// A finished page or feed, and how long it stays true.
package struct RenderedPage: Sendable {
  /// How long a page says the same: it is a function of the directory's version, the address, and of this.
  package enum Lifetime: Sendable {
    /// Until the directory changes.
    case version
    /// Until the directory changes or a minute has passed ("open now").
    case minute
    /// Not kept: forms with a signed time, answers to a form.
    case once
  }

  package var status: HTTPResponse.Status
  package var contentType: String
  package var body: [UInt8]
  package var lifetime: Lifetime
  package var headers: HTTPFields

  package init(
    _ html: HTML, status: HTTPResponse.Status = .ok, lifetime: Lifetime = .minute, headers: HTTPFields = [:]
  ) {
    self.init(
      body: html.bytes, contentType: "text/html; charset=utf-8", status: status, lifetime: lifetime, headers: headers)
  }

  package init(
    body: [UInt8], contentType: String, status: HTTPResponse.Status = .ok, lifetime: Lifetime = .minute,
    headers: HTTPFields = [:]
  ) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.lifetime = lifetime
    self.headers = headers
  }
}

/// A body as it goes out, in both encodings, with its entity tag.
package struct PreparedBody: Sendable {
  let status: HTTPResponse.Status
  let headers: HTTPFields
  let plain: ByteBuffer
  let gzipped: ByteBuffer?
  let tag: String

  /// - Parameter cacheControl: how browsers and proxies may keep it.
  package init(_ page: RenderedPage, cacheControl: String, compressing: Bool = true) {
    var headers = page.headers
    headers[.contentType] = page.contentType
    headers[.cacheControl] = cacheControl
    headers[.vary] = "Accept-Encoding"
    status = page.status
    self.headers = headers
    plain = ByteBuffer(bytes: page.body)
    gzipped = compressing && page.body.count > 600 ? Gzip.compress(page.body).map { ByteBuffer(bytes: $0) } : nil
    tag = SHA256.hash(data: page.body).prefix(12).map { String($0, radix: 36) }.joined()
  }

  /// The bytes this keeps in memory.
  var size: Int { plain.readableBytes + (gzipped?.readableBytes ?? 0) + 600 }

  /// The answer to a request, or 304 when the visitor has it already.
  package func response(to request: Request) -> Response {
    let useGzip = gzipped != nil && Self.acceptsGzip(request.headers[.acceptEncoding])
    let entityTag = "\"\(tag)\(useGzip ? "-gz" : "")\""
    var headers = headers
    headers[.eTag] = entityTag
    if status == .ok, request.headers[.ifNoneMatch]?.contains(entityTag) == true {
      return Response(status: .notModified, headers: headers)
    }
    if useGzip, let gzipped {
      headers[.contentEncoding] = "gzip"
      return Response(status: status, headers: headers, body: .init(byteBuffer: gzipped))
    }
    return Response(status: status, headers: headers, body: .init(byteBuffer: plain))
  }

  static func acceptsGzip(_ header: String?) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { part in
      let pieces = part.split(separator: ";").map(\.trimmed)
      return pieces.first == "gzip" && !pieces.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
    }
  }
}
