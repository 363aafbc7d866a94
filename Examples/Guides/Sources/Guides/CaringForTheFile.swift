import ConnectionsKit
import ConnectionsKitSQLite

/// Where the host shows how far something is, and what needs somebody.
func show(_ part: Int, of whole: Int) {}
func alert(_ text: String) {}
func makeBackup(of path: String) async throws {}

func caring(_ store: SQLiteConnectionStore, at path: String, on day: String) async throws {
    let backup = try await store.backUp(to: "/backups/connections-\(day).sqlite") { progress in
        show(progress.copied, of: progress.total)
    }
    _ = backup

    let report = try await store.checkIntegrity()
    for finding in report.findings { alert(finding.description) }

    let file = try await SQLiteConnectionStore.inspect(at: path)
    if file.needsMigration { try await makeBackup(of: path) }
    for concern in file.concerns { alert(concern) }

    let counts = try await store.counts()
    show(counts.records["grants", default: 0], of: counts.accounts)
}
