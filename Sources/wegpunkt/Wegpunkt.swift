import ArgumentParser

/// The program: sets up and runs contact points in the social space.
@main
struct Wegpunkt: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "wegpunkt",
    abstract: "The virtual location of contact points in the neighbourhood: every offer, in nine languages.",
    discussion: """
      Begin with a look:       wegpunkt demo
      Set up your own town:    wegpunkt init my-town, then wegpunkt serve --town my-town

      Settings come from flags, from environment variables (WEGPUNKT_…) and from wegpunkt.json in the town's folder, \
      in this order. docs/operators.md describes each.
      """,
    version: version,
    subcommands: [
      InitCommand.self, ServeCommand.self, DemoCommand.self, ImportCommand.self, SearchCommand.self, GapsCommand.self,
      BackupCommand.self, RestoreCommand.self, CheckCommand.self, AccountCommand.self, RolesCommand.self,
    ])
}
