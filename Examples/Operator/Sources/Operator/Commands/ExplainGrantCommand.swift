import ArgumentParser
import ConnectionsKit

/// Explains how an authorization stands: why tasks get a credential of it or none, and what to do next.
struct ExplainGrantCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Explains why tasks get a credential of a grant or none, and what to do next.",
        discussion: "It ends with 1 when no task gets a credential of it.")

    @Argument(help: "The grant.")
    var grant: Grant.ID

    @Option(help: "Its account; looked for over all when left out.")
    var account: AccountID?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func report(_ progress: ProgressLine) async throws -> GrantReport {
        let store = try await self.database.open()
        try await store.requireAccount(self.account)
        let system = Platform.system(over: store, time: Desk.current.time)
        for try await account in AccountWalk(store: store, account: self.account) {
            guard let grant = try await store.read(Grant.self, self.grant, in: account) else { continue }
            let tokens = try await store.read(TokenState.self, self.grant, in: account)
            return GrantReport(try await system.standing(of: grant), tokenVersion: tokens?.tokenVersion)
        }
        throw Failure(
            "notFound", "There is no grant \(self.grant)\(self.account.map { " in the account \($0)" } ?? "").",
            remedy: "See those that there are with `connections list grants`.", exit: .misnamed)
    }
}
