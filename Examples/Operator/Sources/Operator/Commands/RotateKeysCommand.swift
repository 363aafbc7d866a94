import ArgumentParser
import ConnectionsKit
import Foundation

/// Rotates keys while everything goes on.
struct RotateKeysCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-keys",
        abstract: "Wraps every data key anew with the key that wraps now, while everything goes on.",
        discussion: """
            First add a key to the key file and make it the primary: see `connections keys`. Then this wraps the data \
            keys of all accounts with it; the secrets stay as they are. With --reseal every account gets a new data key \
            too, all of its secrets are sealed anew, and the old data key is destroyed.

            It can be stopped at any moment (Ctrl-C) and begun again: it goes on where it ended. It ends with 1 when an \
            account could not be done, and with 130 when it was stopped.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeyOptions

    @Flag(help: "Only say what would be done.")
    var plan = false

    @Flag(help: "Give every account a new data key, and seal all secrets anew.")
    var reseal = false

    @Option(help: "How many data keys or secrets in a second at most; as many as the disk takes when left out.")
    var rate: Int?

    @Option(help: "Who does it, as the audit trails name them; the login name when left out.")
    var by: UserID?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let rate, rate < 1 { throw ValidationError("--rate must be 1 or more") }
        try self.keys.validateAreGiven()
    }

    func report(_ progress: ProgressLine) async throws -> RotationReport {
        let keys = try self.keys.requiredProvider()
        let store = try await self.database.open()
        let system = Platform.system(over: store, keys: keys, time: Desk.current.time)
        let rotation: KeyRotation = self.reseal ? .secrets : .wrapping
        if self.plan { return .planned(RotationPlanReport(try await system.planKeyRotation(rotation))) }
        var settings = KeyRotation.Settings()
        settings.rate = self.rate
        return .done(
            try await Rotator(system: system, rotation: rotation, settings: settings)
                .rotate(by: self.by ?? UserID(ProcessInfo.processInfo.userName), progress))
    }
}
