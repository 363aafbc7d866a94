import ArgumentParser
import ConnectionsKit

/// Tells how a database stands.
struct StatusCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tells how a database stands: sizes, grants, due work, next actions for people.")

    @OptionGroup var database: DatabaseOptions

    @Option(help: "Only this account.")
    var account: AccountID?

    @Option(help: "How many next actions to show.")
    var actions = 20

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if self.actions < 0 { throw ValidationError("--actions must be 0 or more") }
    }

    func report(_ progress: ProgressLine) async throws -> StatusReport {
        let store = try await self.database.open()
        try await store.requireAccount(self.account)
        let file = try await DatabaseFile.look(at: self.database.path)
        return try await StatusCollector(
            store: store, system: Platform.system(over: store, time: Desk.current.time), now: Desk.current.time.now()
        ).collect(file, account: self.account, actions: self.actions, progress)
    }
}
