import Foundation

/// Processor time: what work costs when other programs use the machine too.
package enum ProcessorTime {
  /// Of all threads of this process.
  package static var now: Duration { clock(CLOCK_PROCESS_CPUTIME_ID) }
  /// Of this thread.
  package static var ofThread: Duration { clock(CLOCK_THREAD_CPUTIME_ID) }

  private static func clock(_ id: clockid_t) -> Duration {
    var time = timespec()
    clock_gettime(id, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// Resident memory of this process, from the kernel.
package struct Memory: CustomStringConvertible {
  /// In megabytes, as are the others.
  package let resident: Int
  package let peak: Int
  /// The part of `resident` that belongs to no file.
  package let anonymous: Int

  package static var now: Memory {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    func megabytes(_ name: String) -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
      return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1024
    }
    return Memory(resident: megabytes("VmRSS"), peak: megabytes("VmHWM"), anonymous: megabytes("RssAnon"))
  }

  package var description: String {
    "\(resident) MB resident (\(anonymous) MB without mapped files), peak \(peak) MB"
  }
}

extension Duration {
  package var milliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
  }
}

/// Times of many runs of the same kind.
package struct Times: Sendable {
  private var sorted: [Double]

  package init(_ durations: [Duration]) { sorted = durations.map(\.milliseconds).sorted() }

  package var count: Int { sorted.count }

  /// In milliseconds; the share is from 0 to 1.
  package func percentile(_ share: Double) -> Double {
    sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  package var p50: Double { percentile(0.5) }
  package var p99: Double { percentile(0.99) }
}

/// One measured figure, printed on one line: what, how much, what was aimed at, and whether it was reached.
package struct Figure: CustomStringConvertible {
  package enum Target {
    case atMost(Double)
    case atLeast(Double)
  }

  private let name: String
  private let value: Double
  private let unit: String
  private let target: Target?

  package init(_ name: String, _ value: Double, _ unit: String, _ target: Target? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
    self.target = target
  }

  package var description: String {
    let start = "figure: \(name): \(Self.shown(value))" + (unit.isEmpty ? "" : " \(unit)")
    switch target {
    case .atMost(let most): return start + Self.verdict("≤", most, value <= most)
    case .atLeast(let least): return start + Self.verdict("≥", least, value >= least)
    case nil: return start
    }
  }

  private static func verdict(_ sign: String, _ target: Double, _ isReached: Bool) -> String {
    " (target \(sign) \(shown(target)): \(isReached ? "reached" : "MISSED"))"
  }

  private static func shown(_ value: Double) -> String {
    let isWhole = value == value.rounded() && abs(value) >= 1
    return isWhole ? String(Int(value)) : String(format: value < 10 ? "%.2f" : "%.1f", value)
  }

  package func print() { Swift.print(self) }
}

/// What the machine is doing beside the benchmark.
package enum MachineLoad {
  /// The load averages of 1, 5 and 15 minutes.
  package static var now: String {
    let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
    return "load \(text.split(separator: " ").prefix(3).joined(separator: " "))"
      + " on \(ProcessInfo.processInfo.activeProcessorCount) processors"
  }
}
