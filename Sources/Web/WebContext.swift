import Hummingbird
import NIOCore

/// What every request carries: where it came from.
package struct WebContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The peer's address; a proxy's, when one stands in front.
  package let peerAddress: String?

  /// Forms of visitors are small; what is larger is refused with 413.
  package var maxUploadSize: Int { 64 * 1024 }

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peerAddress = source.channel.remoteAddress?.ipAddress
  }
}
