import CSQLite
import Foundation

@testable import ConnectionsKitSQLite

extension Migrator {
    /// The steps of ``fixture``, and a third that writes over what the first two made and takes a while.
    static let third: Migrator = {
        var migrator = fixture
        migrator.steps.append(
            """
            CREATE TABLE uses (id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
                INSERT INTO uses (id, note) SELECT i, 'note ' || i FROM n;
            ALTER TABLE connections ADD COLUMN note TEXT NOT NULL DEFAULT '';
            UPDATE connections SET note = 'third';
            """)
        return migrator
    }()
}

/// Where a process is killed in a step.
enum KillMoment: Int32, CaseIterable, Sendable, Codable {
    case early, late, atCommit, afterCommit

    /// Lets the process be killed in the next transaction of `database`.
    func arm(_ database: Database) {
        switch self {
        case .early, .late:
            let instructions: Int32 = self == .early ? 200 : 300_000
            unsafe sqlite3_progress_handler(database.connection, instructions, { _ in kill(getpid(), SIGKILL) }, nil)
        case .atCommit: _ = unsafe sqlite3_commit_hook(database.connection, { _ in kill(getpid(), SIGKILL) }, nil)
        case .afterCommit:
            _ = unsafe sqlite3_wal_hook(database.connection, { _, _, _, _ in kill(getpid(), SIGKILL) }, nil)
        }
    }
}
