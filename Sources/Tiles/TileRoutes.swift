import HTTPTypes
import Hummingbird
import ServiceLifecycle
import Vocabulary
import Web

/// The map's pictures at `/tiles/{z}/{x}/{y}.png`, for the town's surroundings only.
package struct TileRoutes: Sendable {
  private let proxy: TileProxy
  private let bounds: @Sendable () -> Bounds?

  /// - Parameter bounds: where the town lies now; elsewhere there are no pictures.
  package init(proxy: TileProxy, bounds: @escaping @Sendable () -> Bounds?) {
    self.proxy = proxy
    self.bounds = bounds
  }

  package func addRoutes(to router: Router<WebContext>) {
    router.get("/tiles/:z/:x/:file") { [proxy, bounds] request, context in
      guard let zoom = context.parameters.get("z"), let column = context.parameters.get("x"),
        let file = context.parameters.get("file"),
        let address = TileAddress(zoom: zoom, column: column, file: file), let bounds = bounds(),
        address.touches(bounds), let tile = await proxy.tile(at: address)
      else { throw HTTPError(.notFound) }
      let page = RenderedPage(body: tile.image.bytes, contentType: tile.image.contentType)
      return PreparedBody(
        page, cacheControl: tile.isStale ? "public, max-age=300" : "public, max-age=604800", compressing: false
      ).response(to: request)
    }
  }
}

/// Closes the connections to the source when the program stops.
package struct TileService: Service, CustomStringConvertible {
  package let description = "tiles"
  private let proxy: TileProxy

  package init(proxy: TileProxy) { self.proxy = proxy }

  package func run() async throws {
    try? await gracefulShutdown()
    await proxy.close()
  }
}
