import ConnectionsKit

/// Why one change of a set does not hold.
enum Refusal: SQLiteFailureConvertible {
    case conflict(StoreError.Conflict)
    case failure(SQLiteFailure)

    init(_ failure: SQLiteFailure) { self = .failure(failure) }
}

extension Database {
    /// What a failure to write `record` means: the uniqueness rule that it breaks, or the failure itself.
    func refusal(of record: Record, _ failure: SQLiteFailure) throws(Refusal) -> Refusal {
        guard case .constraint(let violation) = failure.kind, let rule = Self.rules[violation.name] else {
            return .failure(failure)
        }
        // Which of two broken rules SQLite names is not defined. Who loses the race for a system connection, link name
        // and all, must learn that there is one.
        guard rule == .linkName, case .connection(let connection) = record, connection.kind == .system else {
            return .conflict(.unique(rule))
        }
        let other = try Refusal.converting { () throws(SQLiteFailure) in
            try self.firstInteger(
                "SELECT 1 FROM connections WHERE account = ? AND kind = 'system' AND connector = ? AND id <> ?",
                connection.account, connection.connector.rawValue, connection.id)
        }
        return .conflict(.unique(other == nil ? .linkName : .systemConnection))
    }

    /// The rules by what SQLite calls their indexes.
    private static let rules: [String: StoreError.UniqueRule] = [
        "unique_link_name": .linkName,
        "connections.account, connections.connector": .systemConnection,
        "releases.account, releases.application, releases.number": .releaseNumber,
        "installations.account, installations.developer, installations.application": .installation,
        "data_keys.account": .writingDataKey,
    ]
}
