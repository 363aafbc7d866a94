import ArgumentParser

/// The command `connections`: what an operator does with one database file and its keys.
public struct Connections: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "connections",
        abstract: "Looks after a database of ConnectionsKit and its keys.",
        discussion: """
            Every command says what it found as text, or with --json as one JSON document on the standard output; progress \
            and notes go to the standard error. No command shows a secret, and none that only looks changes the file.

            It ends with 0 when all is well, 1 when there is a finding or a refusal, 2 when what was named is not there \
            or is in the way, 3 when the database or the keys cannot be used, 64 when it was called wrongly, and 130 when \
            it was stopped (Ctrl-C) before its end.
            """,
        subcommands: [
            StatusCommand.self, ListCommand.self, ExplainCommand.self, VerifyCommand.self, RotateKeysCommand.self,
            BackupCommand.self, DoctorCommand.self, KeysCommand.self,
        ])

    public init() {}
}
