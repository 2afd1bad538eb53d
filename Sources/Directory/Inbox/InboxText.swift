import Web

/// The texts of the inbox, the searches in vain and the notes.
package enum InboxText: String, TextKey {
  case title = "inbox.title"
  case sectionAbout = "inbox.about"
  case lead = "inbox.lead"
  case empty = "inbox.empty"
  case count = "inbox.count"
  case columnWhat = "inbox.column.what"
  case columnKind = "inbox.column.kind"
  case columnLanguage = "inbox.column.language"
  case columnAge = "inbox.column.age"
  case columnState = "inbox.column.state"
  case columnNow = "inbox.column.now"
  case columnProposed = "inbox.column.proposed"
  case today = "inbox.age.today"
  case days = "inbox.age.days"
  case kindCorrection = "inbox.kind.correction"
  case kindAnnouncement = "inbox.kind.announcement"
  case kindChange = "inbox.kind.change"
  case kindGap = "inbox.kind.gap"
  case kindMessage = "inbox.kind.message"
  case stateOpen = "inbox.state.open"
  case stateAccepted = "inbox.state.accepted"
  case stateDeclined = "inbox.state.declined"
  case about = "inbox.record"
  case fromPublic = "inbox.from.public"
  case contact = "inbox.contact"
  case contactUnreadable = "inbox.contact.unreadable"
  case organization = "inbox.organization"
  case offer = "inbox.offer"
  case difference = "inbox.difference"
  case changedMeanwhile = "inbox.changedMeanwhile"
  case overtaken = "inbox.overtaken"
  case overtakenText = "inbox.overtaken.text"
  case faulty = "inbox.faulty"
  case decision = "inbox.decision"
  case accept = "inbox.accept"
  case acceptAnnouncement = "inbox.accept.announcement"
  case acceptDone = "inbox.accept.done"
  case acceptOver = "inbox.accept.over"
  case whichOrganization = "inbox.which"
  case whichOrganizationHelp = "inbox.which.help"
  case newOrganization = "inbox.which.new"
  case change = "inbox.change"
  case changeHelp = "inbox.change.help"
  case byHand = "inbox.byHand"
  case decline = "inbox.decline"
  case answer = "inbox.answer"
  case answerHelp = "inbox.answer.help"
  case answerHelpPublic = "inbox.answer.help.public"
  case backToInbox = "inbox.back"
  case settle = "inbox.settle"
  case settleHelp = "inbox.settle.help"
  case doneAccepted = "inbox.done.accepted"
  case doneDeclined = "inbox.done.declined"
  case doneSettled = "inbox.done.settled"
  case doneProposed = "inbox.done.proposed"
  case doneWords = "inbox.done.words"
  case doneGap = "inbox.done.gap"
  case doneDismissed = "inbox.done.dismissed"
  case doneNote = "inbox.done.note"
  case doneNoteGone = "inbox.done.noteGone"
  case propose = "inbox.propose"
  case proposeLead = "inbox.propose.lead"
  case proposeSend = "inbox.propose.send"
  case reason = "inbox.reason"
  case reasonHelp = "inbox.reason.help"
  case ownTitle = "inbox.own"
  case ownEmpty = "inbox.own.empty"
  case searches = "inbox.searches"
  case searchesAbout = "inbox.searches.about"
  case searchesLead = "inbox.searches.lead"
  case searchesEmpty = "inbox.searches.empty"
  case searchedTimes = "inbox.searches.times"
  case addWord = "inbox.searches.addWord"
  case startOffer = "inbox.searches.startOffer"
  case recordGap = "inbox.searches.gap"
  case dismiss = "inbox.searches.dismiss"
  case chooseOffer = "inbox.searches.choose"
  case chooseOfferHelp = "inbox.searches.choose.help"
  case notes = "inbox.notes"
  case notesLead = "inbox.notes.lead"
  case notesEmpty = "inbox.notes.empty"
  case noteText = "inbox.notes.text"
  case office = "inbox.notes.office"
  case officeHelp = "inbox.notes.office.help"
  case writeNote = "inbox.notes.write"
  case deleteNote = "inbox.notes.delete"
  case taskInbox = "inbox.task.inbox"
  case taskInboxButton = "inbox.task.inbox.button"
  case taskSearches = "inbox.task.searches"
  case taskSearchesButton = "inbox.task.searches.button"
  case taskDrafts = "inbox.task.drafts"
  case taskDraftsButton = "inbox.task.drafts.button"
  case taskOwn = "inbox.task.own"
  case taskOwnButton = "inbox.task.own.button"

  /// - Parameter kind: nil: a message.
  static func kind(_ kind: Proposal.Kind?) -> InboxText {
    switch kind {
    case .correction: .kindCorrection
    case .announcement: .kindAnnouncement
    case .change: .kindChange
    case .gap: .kindGap
    case nil: .kindMessage
    }
  }

  static func state(_ state: Proposal.State) -> InboxText {
    switch state {
    case .open: .stateOpen
    case .accepted: .stateAccepted
    case .declined: .stateDeclined
    }
  }
}
