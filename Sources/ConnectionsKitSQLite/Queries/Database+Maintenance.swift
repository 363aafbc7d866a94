import ConnectionsKit

// What maintenance asks, over all accounts.
extension Database {
    /// Reads what is due at `moment`, soonest first.
    func due(_ work: DueWork, at moment: Timestamp, limit: Int) throws(SQLiteFailure) -> [Record] {
        switch work {
        case .refreshes: try self.all(TokenState.due, moment, limit, read: TokenState.record(row:))
        case .duties: try self.all(Duty.due, moment, limit, read: Duty.record(row:))
        case .attempts: try self.all(Attempt.due, moment, limit, read: Attempt.record(row:))
        case .invitations: try self.all(Invitation.due, moment, limit, read: Invitation.record(row:))
        }
    }

    /// Reads a data key for each of at most `limit` wrapping keys after `wrappingKey`: one step into the index each.
    func wrappingKeys(after wrappingKey: String?, limit: Int) throws(SQLiteFailure) -> [DataKey] {
        var samples: [DataKey] = []
        // No text comes before the empty one, which a wrapping key could be.
        var sample =
            if let wrappingKey {
                try self.first(DataKey.wrappedAfter, wrappingKey, read: DataKey.init(row:))
            } else {
                try self.first(DataKey.wrappedFirst, read: DataKey.init(row:))
            }
        while let key = sample {
            samples.append(key)
            if samples.count == limit { break }
            sample = try self.first(DataKey.wrappedAfter, key.wrapped.wrappingKey, read: DataKey.init(row:))
        }
        return samples
    }

    /// Whether a grant of the service and client is in use whose person is `subject` or is not known.
    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) throws(SQLiteFailure) -> Bool {
        let found =
            if let subject {
                try self.firstInteger(Grant.liveOfSubject, connector.rawValue, clientID, excluded, subject)
            } else {
                try self.firstInteger(Grant.live, connector.rawValue, clientID, excluded)
            }
        return found == 1
    }
}

extension TokenState {
    fileprivate static let due = Self.table.select("WHERE refresh_due_at <= ? ORDER BY refresh_due_at LIMIT ?")
}

extension DataKey {
    private static let order = "ORDER BY wrapping_key, account, id LIMIT 1"
    fileprivate static let wrappedFirst = Self.table.select("INDEXED BY data_keys_by_wrapping_key WHERE true \(order)")
    fileprivate static let wrappedAfter = Self.table.select(
        "INDEXED BY data_keys_by_wrapping_key WHERE wrapping_key > ? \(order)")
}

extension Duty {
    fileprivate static let due = Self.table.select("WHERE due_at <= ? ORDER BY due_at LIMIT ?")
}

extension Attempt {
    fileprivate static let due = Self.table.select("WHERE deadline <= ? ORDER BY deadline LIMIT ?")
}

extension Invitation {
    fileprivate static let due = Self.table.select(
        "WHERE client IS NULL AND expires_at <= ? ORDER BY expires_at LIMIT ?")
}

extension Grant {
    private static let candidates = """
        SELECT 1 FROM grants WHERE status IN ('authorized', 'suspended') AND connector = ?1 AND client_id = ?2 \
        AND id <> ?3
        """
    fileprivate static let live = "SELECT EXISTS (\(candidates))"
    // Apart, so that each is one step into the index, however many grants the client has.
    fileprivate static let liveOfSubject =
        "SELECT EXISTS (\(candidates) AND subject = ?4) OR EXISTS (\(candidates) AND subject IS NULL)"
}
