import ArgumentParser

/// Makes and changes the key file that `rotate-keys` needs.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Makes a key file, and adds, chooses and removes its keys; shows identifiers alone.",
        discussion: """
            To change the host's key: add one, give the file to every process, make the new key the primary, run \
            `connections rotate-keys`, and remove the old key when no backup needs it any more. Processes notice a \
            changed file by themselves.
            """,
        subcommands: [
            CreateKeysCommand.self, ListKeysCommand.self, AddKeyCommand.self, UseKeyCommand.self, RemoveKeyCommand.self,
        ])
}

/// Which key file a command is about.
struct KeyFileOptions: ParsableArguments {
    @Option(name: .customLong("keys"), help: "The key file.", completion: .file())
    var path: String
}

struct CreateKeysCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a key file with fresh keys, readable to its owner alone.")

    @OptionGroup var file: KeyFileOptions

    @Option(help: "The identifier of its key.")
    var id = "key-1"

    @OptionGroup var output: OutputOptions

    func report(_ progress: ProgressLine) async throws -> KeysReport {
        try await KeyFileEditor(self.file).create(self.id)
    }
}

struct ListKeysCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the identifiers of the keys of a key file.")

    @OptionGroup var file: KeyFileOptions
    @OptionGroup var output: OutputOptions

    func report(_ progress: ProgressLine) async throws -> KeysReport { try await KeyFileEditor(self.file).list() }
}

struct AddKeyCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a fresh key, which only unwraps until it is made the primary.")

    @Argument(help: "The identifier of the new key.")
    var id: String

    @OptionGroup var file: KeyFileOptions
    @OptionGroup var output: OutputOptions

    func report(_ progress: ProgressLine) async throws -> KeysReport { try await KeyFileEditor(self.file).add(self.id) }
}

struct UseKeyCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "use", abstract: "Makes a key the primary: the one that wraps from now on.")

    @Argument(help: "The identifier of the key.")
    var id: String

    @OptionGroup var file: KeyFileOptions
    @OptionGroup var output: OutputOptions

    func report(_ progress: ProgressLine) async throws -> KeysReport { try await KeyFileEditor(self.file).use(self.id) }
}

struct RemoveKeyCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Takes a key out for good, once no database needs it.",
        discussion: "Backups that were made before the last rotation need it: keep it with them.")

    @Argument(help: "The identifier of the key.")
    var id: String

    @OptionGroup var file: KeyFileOptions

    @Option(help: "A database that the key must not be needed for; once for each that uses the key file.")
    var database: [String]

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if self.database.isEmpty { throw ValidationError("name every database that uses the key file with --database") }
    }

    func report(_ progress: ProgressLine) async throws -> KeysReport {
        try await KeyFileEditor(self.file).remove(self.id, unneededBy: self.database)
    }
}
