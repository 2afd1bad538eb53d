import Vocabulary
import Web

/// What forms of people without an account have in common: a signed time instead of a cookie, and a field that only
/// machines fill in.
struct AnonymousForm {
  let site: DirectorySite
  /// The field that people do not see.
  let trap: String

  /// What is wrong with the time a form was sent at; nil: nothing.
  func fault(_ fields: QueryParameters, at now: Timestamp) -> DirectoryText? {
    switch site.signedTime.verdict(on: fields["signed"], at: now) {
    case .valid: nil
    case .tooFast: .feedbackTooFast
    case .stale, .forged: .feedbackStale
    }
  }

  /// A machine that fills the trap is thanked and forgotten.
  func isFromMachine(_ fields: QueryParameters) -> Bool { fields[trap] != nil }

  /// - Parameter sent: the fields of a form that is shown again. Who was too fast keeps the time they began at, and need
  ///   not wait again.
  func html(_ speaker: Speaker, at now: Timestamp, sent: QueryParameters?) -> HTML {
    let kept = sent.flatMap { fault($0, at: now) == .feedbackTooFast ? $0["signed"] : nil }
    return """
      <div class="trap" aria-hidden="true"><label for="\(trap)">\(speaker(DirectoryText.feedbackTrap))</label>\
      <input id="\(trap)" name="\(trap)" tabindex="-1" autocomplete="off"></div>
      <input type="hidden" name="signed" value="\(kept ?? site.signedTime.token(at: now))">
      """
  }
}

extension SheetFault {
  /// The fault in words for everyone; the desk has more of them.
  var publicText: DirectoryText {
    switch text {
    case .faultMissing: .faultMissing
    case .faultTooLong: .faultTooLong
    case .faultPhone: .faultPhone
    case .faultEmail: .faultEmail
    case .faultWebsite: .faultWebsite
    default: .faultChoice
    }
  }
}
