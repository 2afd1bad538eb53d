import Storage
import Vocabulary

extension Writer {
  /// Seals anew what an older key has sealed, after the keys rotated; returns how many values.
  package func resealRecords(_ sealer: Sealer) throws -> Int {
    var count = 0
    for account in try accounts(sealer) {
      try run(
        """
        UPDATE accounts SET email_sealed = \(sealer.seal(account.email, for: Account.emailPurpose(account.id))),
          name_sealed = \(sealer.seal(account.name, for: Account.namePurpose(account.id))) WHERE id = \(account.id)
        """)
      count += 2
    }
    let factors = try all("SELECT account_id, secret_sealed FROM second_factors") { row in
      (id: try row["account_id"] as Identifier<Account>, sealed: try row["secret_sealed"] as [UInt8])
    }
    for factor in factors where !sealer.isCurrent(factor.sealed) {
      let purpose = SecondFactor.purpose(factor.id)
      let sealed = try sealer.seal(sealer.open(factor.sealed, for: purpose), for: purpose)
      try run("UPDATE second_factors SET secret_sealed = \(sealed) WHERE account_id = \(factor.id)")
      count += 1
    }
    let mails = try all("SELECT id, mail_sealed FROM outbox") { row in
      (id: try row["id"] as Identifier<Mail>, sealed: try row["mail_sealed"] as [UInt8])
    }
    for mail in mails where !sealer.isCurrent(mail.sealed) {
      let purpose = Outbox.purpose(mail.id)
      let sealed = try sealer.seal(sealer.open(mail.sealed, for: purpose), for: purpose)
      try run("UPDATE outbox SET mail_sealed = \(sealed) WHERE id = \(mail.id)")
      count += 1
    }
    return count
  }
}
