import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// Counts and times requests; told in Prometheus' text form (exposition format 0.0.4) at `/metrics`.
package final class Metrics: RouterMiddleware {
  package typealias Context = WebContext

  private struct Series: Hashable, Sendable {
    let route: String
    let status: Int
  }

  private struct Histogram: Sendable {
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
    var count = 0
    var seconds = 0.0
  }

  private static let bounds = [0.001, 0.005, 0.02, 0.1, 0.5, 2]

  private let histograms = Mutex<[Series: Histogram]>([:])
  private let gauges: @Sendable () -> [(name: String, help: String, value: Double)]

  /// - Parameter gauges: further values to tell, such as how many offers are published.
  package init(gauges: @escaping @Sendable () -> [(name: String, help: String, value: Double)]) { self.gauges = gauges }

  package func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let duration = start.duration(to: .now)
    let status = Int(response.status.code)
    let route = context.endpointPath ?? "none"
    record(.init(route: route, status: status), duration)
    // The route's shape, never the address asked for: that could name what somebody is looking for.
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method)", "route": "\(route)", "status": "\(status)",
        "ms": "\(Self.milliseconds(duration))",
      ])
    return response
  }

  private func record(_ series: Series, _ duration: Duration) {
    let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    histograms.withLock { histograms in
      var histogram = histograms[series] ?? Histogram()
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound { histogram.buckets[index] += 1 }
      histogram.count += 1
      histogram.seconds += seconds
      histograms[series] = histogram
    }
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    (Double(duration.components.attoseconds) / 1e12).rounded() / 1000 + Double(duration.components.seconds) * 1000
  }

  /// Everything counted so far.
  package var exposition: String {
    var lines = [
      "# HELP wegpunkt_requests_seconds Time to answer a request, by route and status.",
      "# TYPE wegpunkt_requests_seconds histogram",
    ]
    let told = histograms.withLock { $0 }
    for (series, histogram) in told.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
      let labels = "route=\"\(series.route.replacing("\"", with: ""))\",status=\"\(series.status)\""
      for (bound, count) in zip(Self.bounds, histogram.buckets) {
        lines.append("wegpunkt_requests_seconds_bucket{\(labels),le=\"\(bound)\"} \(count)")
      }
      lines.append("wegpunkt_requests_seconds_bucket{\(labels),le=\"+Inf\"} \(histogram.count)")
      lines.append("wegpunkt_requests_seconds_sum{\(labels)} \(histogram.seconds)")
      lines.append("wegpunkt_requests_seconds_count{\(labels)} \(histogram.count)")
    }
    for gauge in gauges() {
      lines.append("# HELP \(gauge.name) \(gauge.help)")
      lines.append("# TYPE \(gauge.name) gauge")
      lines.append("\(gauge.name) \(gauge.value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
