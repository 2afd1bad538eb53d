import Storage
import Vocabulary

extension Writer {
  /// Deletes what is past its time: sessions that are over, old links, addresses long not seen, audit entries after three
  /// years. Returns how many rows went.
  package func deleteOverdueAccessRecords(at now: Timestamp, _ limits: SessionLimits) throws -> Int {
    let idle = now.adding(seconds: -limits.idleSeconds)
    var deleted = try run("DELETE FROM sessions WHERE ends_at <= \(now) OR seen_at < \(idle)")
    deleted += try run("DELETE FROM one_time_links WHERE expires_at < \(now.adding(seconds: -30 * 86400))")
    deleted += try run("DELETE FROM known_addresses WHERE seen_at < \(now.adding(seconds: -90 * 86400))")
    deleted += try run(
      "DELETE FROM outbox WHERE next_attempt_at IS NULL AND created_at < \(now.adding(seconds: -17 * 86400))")
    // A day more than three years, leap days counted, so that the trail's own rule never refuses it.
    deleted += try run("DELETE FROM audit_entries WHERE at < \(now.adding(seconds: -(3 * 366 + 1) * 86400))")
    return deleted
  }
}
