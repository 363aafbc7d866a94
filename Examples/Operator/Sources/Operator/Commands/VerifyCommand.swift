import ArgumentParser
import ConnectionsKit
import ConnectionsKitSealing

/// Verifies the audit trail of one account or of all.
struct VerifyCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies the audit trail of one account or of all, and says where it breaks.",
        discussion: "It ends with 1 when a trail breaks.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeyOptions

    @Option(help: "Only this account.")
    var account: AccountID?

    @Option(
        name: .customLong("from"),
        help: "Begin after this record, taken for whole: the last that an earlier verification told. Needs --account.")
    var start: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let start, start < 0 { throw ValidationError("--from must be 0 or more") }
        if self.start != nil, self.account == nil { throw ValidationError("--from needs --account") }
        try self.keys.validateAreGiven()
    }

    func report(_ progress: ProgressLine) async throws -> VerificationReport {
        let keys = try self.keys.requiredProvider()
        let store = try await self.database.open()
        try await store.requireAccount(self.account)
        let system = Platform.system(over: store, keys: keys, time: Desk.current.time)
        return try await TrailVerifier(store: store, system: system)
            .verify(self.account, after: self.start ?? 0, progress)
    }
}
