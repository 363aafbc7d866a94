import ConnectionsKit
import ConnectionsKitTesting
import Foundation

/// How the audit trails are chained here: by a key of each account, over all that a record stands for.
struct Trail: Sendable {
    private let keys: [AccountID: any AuditKey]

    init(of accounts: [AccountID]) async throws {
        let sealer = TestSealer()
        var keys: [AccountID: any AuditKey] = [:]
        for account in accounts { keys[account] = try await sealer.auditKey(for: account) }
        self.keys = keys
    }

    var link: AuditLink {
        { sequence, previous, entry in self.code(sequence, previous, entry) }
    }

    /// The code of a record that follows one with the given code.
    func code(_ sequence: Int, _ previous: [UInt8], _ entry: AuditEntry) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let keys = self.keys[entry.account], let bytes = try? encoder.encode(entry) else { return [] }
        return keys.authenticate(Array("\(sequence) \(previous.count) ".utf8) + previous + Array(bytes))
    }
}
