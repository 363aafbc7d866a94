import Foundation
import Shared

/// A file with an authorized connection whose access token has ended, of which each round uses a copy.
struct Template: Sendable {
    let folder: URL
    /// All rows, before anything happened.
    let rows: Set<String>
    /// The grant that is used.
    let grant: String

    private var path: String { self.folder.appendingPathComponent("template.sqlite").path }

    init(in folder: URL, port: Int) throws {
        self.folder = folder
        let path = folder.appendingPathComponent("template.sqlite").path
        var options = WorkerOptions(path: path, port: port, family: "template")
        // Authorized two hours ago, for an hour.
        options.clockDelay = 2 * 3_600_000
        let worker = try WorkerProcess(options)
        try worker.perform(.make)
        worker.kill()
        let file = try DatabaseFile(path)
        try file.requireIntegrity()
        self.rows = try file.allRows()
        self.grant = try file.usedGrant()
        // It was the last to have the file open and leaves all of it in one piece, for copies.
    }

    /// A copy for a round.
    func copy(_ name: String) throws -> String {
        let copy = self.folder.appendingPathComponent("\(name).sqlite").path
        try FileManager.default.copyItem(atPath: self.path, toPath: copy)
        return copy
    }

    /// Removes the copy of a round.
    func remove(_ name: String) {
        for suffix in ["", "-wal", "-shm"] {
            let path = self.folder.appendingPathComponent("\(name).sqlite\(suffix)").path
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Refuses a file in which more has changed than the tokens of the grant, and where it was condemned its status and
    /// what tells of it.
    func requireNothingElse(changed file: DatabaseFile, condemned: Bool) throws {
        try file.requireIntegrity()
        var allowed = ["tokens|makers|\(self.grant)|"]
        if condemned { allowed += ["grants|makers|\(self.grant)|", "accounts|makers|", "audit_records|makers|"] }
        let changes = self.rows.symmetricDifference(try file.allRows())
        for change in changes where !allowed.contains(where: { change.hasPrefix($0) }) {
            throw Problem("another record has changed: \(change)")
        }
        // They are still there, once.
        _ = try file.usedTokens()
        // What was written into the trail before stays as it was.
        if let change = self.rows.intersection(changes).first(where: { $0.hasPrefix("audit_records|") }) {
            throw Problem("the trail was changed: \(change)")
        }
    }
}
