import ArgumentParser
import ConnectionsKit
import ConnectionsKitSQLite

/// Looks over everything and says what somebody should know of.
struct DoctorCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks over the file, its keys and its grants, and says what is wrong and what to do.",
        discussion: "It ends with 1 when there is an error or a warning; notes are no findings.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeyOptions

    @Flag(help: "Look at every entry of every index too, which takes several times as long.")
    var full = false

    @OptionGroup var output: OutputOptions

    func report(_ progress: ProgressLine) async throws -> DoctorReport {
        let report = try await Doctor(
            path: self.database.path, depth: self.full ? .full : .quick, keys: self.keys, time: Desk.current.time
        ).examine(progress)
        if !self.keys.areGiven { progress.note("note: no keys were given, so that they were not looked at") }
        return report
    }
}
