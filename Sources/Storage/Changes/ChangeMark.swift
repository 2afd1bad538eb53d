import Vocabulary

/// A state of the database: each transaction that changed something counts the number up by one.
package struct ChangeMark: Hashable, Sendable {
  /// A random word that a restore renews; numbers of different epochs cannot be compared.
  package let epoch: String
  package let number: Int64

  /// A mark that was noted elsewhere, such as in a kept file.
  package init(epoch: String, number: Int64) {
    self.epoch = epoch
    self.number = number
  }
}

/// A record that is new, different or gone.
package struct Change: Hashable, Sendable {
  /// What it is, in the word that `recordChange` was given.
  package let kind: String
  /// Its name; `retyped()` gives it the type of its record.
  package let id: Identifier<Change>
}

/// What happened since an earlier mark.
package enum Changes: Hashable, Sendable {
  /// These records changed on the way to `mark`, in order, each named once.
  case records([Change], upTo: ChangeMark)
  /// The log does not reach back so far, or the database was restored: load everything.
  case reload(ChangeMark)
}
