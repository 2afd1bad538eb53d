import Testing

@testable import Storage

@Suite struct LocationTests {
  private func postgres(
    _ url: String, from origin: DatabaseLocation.Origin = .fileOrEnvironment
  ) throws -> PostgresAddress {
    guard case .postgres(let address) = try DatabaseLocation(url, from: origin) else {
      throw StorageError.invalidLocation("not PostgreSQL")
    }
    return address
  }

  @Test func `a path is taken as it is written`() throws {
    #expect(try DatabaseLocation("sqlite:data/town.sqlite", from: .commandLine) == .sqlite(path: "data/town.sqlite"))
    #expect(try DatabaseLocation("sqlite:/var/lib/a b?c", from: .commandLine) == .sqlite(path: "/var/lib/a b?c"))
  }

  @Test(arguments: [
    "", "town.sqlite", "sqlite:", "mysql://x/y", "sqlite:a\0b", "postgres://%zz/x", "postgres://h/x?foo=1",
  ])
  func `what is no location is refused with what to write`(text: String) {
    let error = #expect(throws: StorageError.self) { try DatabaseLocation(text, from: .fileOrEnvironment) }
    #expect(error?.description.contains("sqlite:PATH or postgres://") == true)
  }

  @Test func `the schema is taken from the URL, or is wegpunkt`() throws {
    #expect(try postgres("postgres:///town").schema == "wegpunkt")
    let address = try postgres("postgresql:///town?host=/run/pg&schema=linz_2&user=ada")
    #expect(address.schema == "linz_2")
    #expect(address.options["user"] == "ada" && address.options["host"] == "/run/pg")
    #expect(address.channel == "wegpunkt_linz_2")
  }

  @Test(arguments: [
    "", "Linz", "2linz", "pg_linz", "linz-2", "linz\"; DROP SCHEMA x", String(repeating: "a", count: 49),
  ])
  func `a schema is a plain name`(schema: String) {
    #expect(throws: StorageError.self) { try postgres("postgres:///town?schema=\(schema)") }
  }

  @Test(arguments: [
    "postgres://db.example.org/town", "postgres://db.example.org/town?sslmode=require",
    "postgres://10.0.0.7/town?sslmode=verify-ca", "postgres:///town?host=localhost,db.example.org",
    "postgres://localhost/town?hostaddr=10.0.0.7", "postgres://127.0.0.1.example.org/town",
  ])
  func `a server elsewhere needs a verified certificate`(url: String) {
    let error = #expect(throws: StorageError.self) { try postgres(url) }
    #expect(error?.description.contains("sslmode=verify-full") == true)
  }

  @Test(arguments: [
    "postgres:///town", "postgres://localhost/town", "postgres://127.0.0.1:5433/town", "postgres://[::1]/town",
    "postgres:///town?host=/run/postgresql", "postgres://db.example.org/town?sslmode=verify-full",
  ])
  func `a socket, the loopback and a verified server are fine`(url: String) throws {
    _ = try postgres(url)
  }

  @Test func `a verified server is not reached past its certificate`() throws {
    let address = try postgres("postgres://db.example.org/town?sslmode=verify-full&gssencmode=prefer")
    #expect(address.options["gssencmode"] == "disable")
  }

  @Test(arguments: [
    "postgres://ada:s3cret@localhost/town", "postgres://localhost/town?password=s3cret",
    "postgres://ada:s3cret@localhost/%zz",
    "postgres://ada:s3cret@db.example.org/town",
  ])
  func `a password is never accepted from a command line and never repeated`(url: String) throws {
    let error = #expect(throws: StorageError.self) { try postgres(url, from: .commandLine) }
    #expect(error?.description.contains("s3cret") == false)
    guard let location = try? DatabaseLocation(url, from: .fileOrEnvironment) else { return }
    #expect(!"\(location)".contains("s3cret"))
    #expect(!String(reflecting: location).contains("s3cret"))
    var dumped = ""
    dump(location, to: &dumped)
    #expect(!dumped.contains("s3cret"))
  }
}
