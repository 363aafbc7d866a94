import ArgumentParser
import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitSealing

/// Copies a database while it is in use, and checks the copy.
struct BackupCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies a database while it is in use, and checks the copy.",
        discussion: """
            The copy holds one moment and stands alone. It is looked through for damage, and with the keys every audit \
            trail in it is verified. A file that is there is never replaced. The keys are not in the copy: keep them \
            apart, and keep them as long as the copy.

            It ends with 1 when a trail in the copy breaks; the copy stays.
            """)

    @Argument(help: "Where the copy goes; nothing may be there.", completion: .file())
    var destination: String

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeyOptions
    @OptionGroup var output: OutputOptions

    func report(_ progress: ProgressLine) async throws -> BackupReport {
        let keys = try self.keys.provider()
        let store = try await self.database.open()
        let backup = try await store.backUp(to: self.destination) { step in
            progress.show("copied \(grouped(step.copied)) of \(counted(step.total, "page"))")
        }
        var report = BackupReport(backup)
        if let keys {
            report.trails = try await CopyCheck(path: self.destination).verify(with: keys, progress)
        } else {
            progress.note("note: no keys were given, so that the audit trails of the copy were not verified")
        }
        return report
    }
}
